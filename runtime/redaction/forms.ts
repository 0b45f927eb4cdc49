/** In which forms a secret may stand in a text. Pure. */

/** Shorter pieces of base64 stand in ordinary text too. */
const SHORTEST_ENCODED = 10;

/**
 * A value as it is, escaped as in JSON (up to three times over: what a tool printed stands in the agent's stream as text in text), encoded as
 * in addresses, and in base64, wherever it stands in what was encoded. A value of several lines also line by line: tools print such values
 * indented or one line at a time.
 */
export function formsOf(value: string): readonly string[] {
  const lines = value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----')) : [];
  const forms = [value, ...lines].flatMap((each) => [each, ...escaped(each), ...inAddresses(each), ...inBase64(each)]);
  return [...new Set(forms)].filter((form) => form !== '');
}

function escaped(value: string): readonly string[] {
  const once = jsonText(value);
  const twice = jsonText(once);
  const ascii = once.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [once, twice, jsonText(twice), ascii, jsonText(ascii), once.replaceAll('/', String.raw`\/`)];
}

const jsonText = (value: string): string => JSON.stringify(value).slice(1, -1);

function inAddresses(value: string): readonly string[] {
  const encoded = percentEncoded(value);
  const inForms = encoded.replaceAll('%20', '+');
  return [encoded, inForms, encoded.replaceAll(/%[0-9A-F]{2}/g, (sign) => sign.toLowerCase())];
}

function percentEncoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value; // half a surrogate pair has no encoding
  }
}

/** By what stands in front, the letters of base64 are cut in three ways; those that also depend on what stands around it are left out. */
function inBase64(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const until = Math.floor(((before + bytes.length) * 8) / 6);
    const sure = text.slice(from, until);
    return sure.length < SHORTEST_ENCODED ? [] : [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
