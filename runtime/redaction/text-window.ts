/** The beginning and the end of a text of any length. Pure. */

export interface TextWindow {
  add(text: string): void;
  /** The whole text, or its two ends with a line between them that says how much is left out. */
  text(): string;
  clear(): void;
}

/**
 * @param max greatest length in characters, the line between the ends apart; a quarter of it is kept from the beginning, since answers stand at
 * the end
 */
export function makeTextWindow(max: number): TextWindow {
  const most = { head: Math.floor(max / 4), end: max - Math.floor(max / 4) };
  let head = '';
  let parts: string[] = [];
  let held = 0;
  let dropped = 0;
  const trim = (): void => {
    const all = parts.join('');
    const kept = all.slice(Math.max(0, all.length - most.end));
    dropped += all.length - kept.length;
    parts = kept === '' ? [] : [kept];
    held = kept.length;
  };
  return {
    add(text) {
      const room = most.head - head.length;
      if (room > 0) head += text.slice(0, room);
      const rest = room > 0 ? text.slice(room) : text;
      if (rest === '') return;
      parts.push(rest);
      held += rest.length;
      // Cut only at one and a half times the size: cutting at every piece would copy the whole end each time.
      if (held > most.end * 1.5) trim();
    },
    text() {
      trim();
      return dropped === 0 ? head + parts.join('') : `${head}\n[okstra: ${dropped} characters left out here]\n${parts.join('')}`;
    },
    clear() {
      head = '';
      parts = [];
      held = 0;
      dropped = 0;
    },
  };
}
