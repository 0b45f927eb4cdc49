import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor, type Redactor } from '../../runtime/redaction/redact.ts';

const [PRIVATE, PUBLIC] = ['PRIVATE', 'PUBLIC'];

/** Put together here, so that no scanner takes this file for a leak. */
const SAMPLES: Readonly<Record<string, string>> = {
  anthropic: `sk-ant-${'api03-Ab9_'.repeat(6)}`,
  'api-key': `sk-${'proj-Ab9x'.repeat(5)}`,
  github: `ghp_${'aB3'.repeat(12)}`,
  gitlab: `glpat-${'aB3_'.repeat(6)}`,
  slack: `xoxb-${'1234567890-'.repeat(3)}abc`,
  aws: `AKIA${'ABCD2345'.repeat(2)}`,
  google: `AIza${'aB3_-'.repeat(7)}`,
  npm: `npm_${'aB3d'.repeat(9)}`,
  jwt: `eyJ${'hbGci0iJ'.repeat(3)}.eyJ${'zdWIiOiI'.repeat(3)}.${'SflKxwRJ'.repeat(4)}`,
  bearer: `Bearer ${'abc.DEF-123'.repeat(3)}`,
  'private-key': `-----BEGIN RSA ${PRIVATE} KEY-----\nMIIEabc\nxyz==\n-----END RSA ${PRIVATE} KEY-----`,
};

const text = (raw: string): string => makeRedactor([]).text(raw);

/** Milliseconds of processor time: what else runs on the machine does not count. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('known shapes', () => {
  test.each(Object.entries(SAMPLES))('%s is taken out of a line and named', (kind, secret) => {
    expect(text(`before "${secret}" after`)).toBe(`before "[redacted:${kind}]" after`);
  });

  test('a fine-grained token of GitHub is taken out', () => {
    expect(text(`x github_pat_${'11AB_cd'.repeat(8)} y`)).toBe('x [redacted:github] y');
  });

  test('a private key whose end is missing, or that is escaped in JSON, is taken out', () => {
    const head = `-----BEGIN ${PRIVATE} KEY-----`;
    expect(text(`${head}\nMIIEabcDEF\nxyz`)).toBe('[redacted:private-key]');
    expect(text(`{"key":"${head}\\nMIIE\\n-----END ${PRIVATE} KEY-----\\n"}`)).toBe('{"key":"[redacted:private-key]\\n"}');
  });

  test.each([
    'task-aaaaaaaaaaaaaaaaaaaaaaaaa1',
    'sk-learn-pipeline-with-long-name',
    'ghp_short',
    'the bearer of this letter is a friend',
    'XAKIAABCDEFGHIJKLMNOP',
    `-----BEGIN ${PUBLIC} KEY-----\nMIIE\n-----END PUBLIC KEY-----`,
    'sha512-oGB+UxlgWcgQkgwo8GcEGwemoTFt3FIO9ababBmaGwXIoBKZ+GTy0pP185beGg7Llih/NSHSV2XAs1lnznocSg==',
  ])('%s is left as it is', (harmless) => {
    expect(text(harmless)).toBe(harmless);
  });
});

describe('known values', () => {
  test('the longest goes first, so that no part of it is left', () => {
    expect(makeRedactor(['secret12', 'secret12-and-more']).text('a secret12-and-more b secret12')).toBe(
      'a [redacted:env] b [redacted:env]',
    );
  });

  test('signs with a meaning in patterns stand for themselves', () => {
    expect(makeRedactor(['a.b*c(d)[e]$^|\\{2}']).text('x a.b*c(d)[e]$^|\\{2} y aXb')).toBe('x [redacted:env] y aXb');
  });

  test('are found escaped in JSON and encoded in an address', () => {
    const value = 'p"ss w/rd\\1';
    const redactor = makeRedactor([value]);
    expect(redactor.text(JSON.stringify({ value }))).toBe('{"value":"[redacted:env]"}');
    expect(redactor.text(`https://x/?k=${encodeURIComponent(value)}&b`)).toBe('https://x/?k=[redacted:env]&b');
  });

  test('of several lines are found line by line', () => {
    expect(makeRedactor(['first-line-of-the-secret\nsecond-line-of-secret']).text('>  second-line-of-secret')).toBe(
      '>  [redacted:env]',
    );
  });

  test.each([
    ['in base64', (value: string) => Buffer.from(value).toString('base64')],
    ['in base64 with something in front', (value: string) => Buffer.from(`user:${value}`).toString('base64')],
    ['in base64 with one letter in front and something behind', (value: string) => Buffer.from(`x${value}\n`).toString('base64')],
    ['in base64 for addresses', (value: string) => Buffer.from(value).toString('base64url')],
    ['in an address, in small letters', (value: string) => encodeURIComponent(value).toLowerCase()],
    ['as JSON in JSON in JSON', (value: string) => JSON.stringify(JSON.stringify(JSON.stringify({ value })))],
    [
      'as JSON in ASCII',
      (value: string) => JSON.stringify(value).replaceAll('ü', String.raw`\u00fc`).replaceAll('ö', String.raw`\u00f6`),
    ],
  ])('are found %s', (_, encode) => {
    const value = 'p"ss/wörd?\\with>ü-and-more'.toLowerCase();
    const out = makeRedactor([value]).text(`before ${encode(value)} after`);
    expect(out).toMatch(/^before .*\[redacted:env\].* after$/);
    expect(out.replace(/\[redacted:env\]/g, '').length).toBeLessThan(60);
  });

  test('without any value nothing is replaced', () => {
    expect(makeRedactor(['']).text('abc')).toBe('abc');
  });
});

/** Cut once: after `at` characters. */
const cutAt = (redactor: Redactor, whole: string, at: number): string => {
  const stream = redactor.stream();
  return stream.push(whole.slice(0, at)) + stream.push(whole.slice(at)) + stream.end();
};

describe('in pieces', () => {
  const values = ['hunter2hunter2', 'aaaaaaaa', 'aaaaaaaaaaaa', 'ab\nab\nab\nab', `long-${'x'.repeat(12_000)}`];
  const piece = fc.oneof(
    fc.constantFrom(
      ...Object.values(SAMPLES),
      ...values,
      ...values.map((value) => value.slice(0, -1)),
      ...Object.values(SAMPLES).map((each) => each.slice(3)),
    ),
    fc.string({ unit: fc.constantFrom('a', 'b', '\n', '-', ' ', 's', 'k', '1', '.', '🙂') }),
    fc.constant('x'.repeat(5000)),
  );

  test('the output is the same wherever the input is cut', () => {
    const redactor = makeRedactor(values);
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        (pieces, cuts) => {
          const whole = pieces.join('');
          const places = [0, ...cuts.map((cut) => Math.floor(cut * whole.length)).toSorted((a, b) => a - b), whole.length];
          const stream = redactor.stream();
          let out = '';
          for (const [at, end] of places.slice(1).entries()) out += stream.push(whole.slice(places[at], end));
          out += stream.end();
          expect(out).toBe(redactor.text(whole));
          for (const value of values) expect(out).not.toContain(value);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('one character at a time gives the same, and most of it does not wait for the end', () => {
    const redactor = makeRedactor(['hunter2hunter2']);
    const whole = `${'line of text\n'.repeat(2000)}hunter2hunter2 ${SAMPLES['jwt']} end`;
    const stream = redactor.stream();
    let early = '';
    for (const character of whole) early += stream.push(character);
    expect(early.length).toBeGreaterThan(10_000);
    expect(early + stream.end()).toBe(redactor.text(whole));
  });

  test.each(Object.entries(SAMPLES))('a cut anywhere in %s changes nothing', (_, secret) => {
    const redactor = makeRedactor([]);
    const before = 'word '.repeat(2400);
    const whole = `${before}${secret} ${'after '.repeat(2000)}`;
    for (let at = before.length - 1; at <= before.length + secret.length + 1; at += 1)
      expect(cutAt(redactor, whole, at)).toBe(redactor.text(whole));
  });

  test('what stands before a secret still counts when it was written already', () => {
    const redactor = makeRedactor([]);
    const whole = `${'word '.repeat(400)}X${SAMPLES['github']} ${'after '.repeat(2000)}`;
    expect(redactor.text(whole)).toBe(whole);
    for (let at = 10_980; at <= 11_020; at += 1) expect(cutAt(redactor, whole, at)).toBe(whole);
  });

  test('a stream can be used again after its end', () => {
    const stream = makeRedactor(['hunter2hunter2']).stream();
    expect(stream.push('a hunter2hunter2') + stream.end()).toBe('a [redacted:env]');
    expect(stream.push('b') + stream.end()).toBe('b');
  });
});

describe('text made to be slow', () => {
  const redactor = makeRedactor(['hunter2hunter2', 'aaaaaaaa-bbbb']);
  const bad: readonly (readonly [name: string, unit: string])[] = [
    ['web tokens that never end', 'eyJ-'],
    ['keys that never end', '-----BEGIN PRIVATE KEY-----\u0001'],
    ['ends of keys', '-----BEGIN PRIVATE KEY----- -----END X-----'],
    ['keys without a digit', 'sk-'],
    ['tokens that are too short', 'ghp_'],
    ['beginnings of values', 'hunter2'],
    ['patterns', 'aaaaaaaa-'],
  ];
  test.each(bad)('%s cost a few times what ordinary text costs', (_, unit) => {
    const many = (one: string): string => one.repeat(Math.ceil(400_000 / one.length));
    const through = (whole: string) => () => {
      const stream = redactor.stream();
      for (let at = 0; at < whole.length; at += 50_000) stream.push(whole.slice(at, at + 50_000));
      stream.end();
    };
    const ordinary = cpu(through(many('I looked at src/index.ts:12 and at the tests. ')));
    // With patterns tried one after another it was a thousand times.
    expect(cpu(through(many(unit)))).toBeLessThan(40 * Math.max(ordinary, 5));
  });
});

describe('held back is only what may still become a secret', () => {
  test('ordinary text comes out at once, a secret once it is whole', () => {
    const stream = makeRedactor(['hunter2hunter2']).stream();
    expect(stream.push('working on it\n')).toBe('working on it\n');
    expect(stream.push('the password is hunt')).toBe('the password is ');
    expect(stream.push('er2hunter2, ')).toBe('[redacted:env], ');
    expect(stream.push('hunting.')).toBe('hunting.');
    expect(stream.end()).toBe('');
  });
});

describe('a JSON value', () => {
  test('has all of its texts redacted, and keeps keys, numbers and order', () => {
    const detect = (all: string) => (all.includes('lib-secret') ? [{ secret: 'lib-secret', kind: 'lib' }] : []);
    const redactor = makeRedactor(['hunter2hunter2'], { detect });
    const value = { b: 1, a: ['x hunter2hunter2', { hunter2hunter2: null, c: 'say lib-secret' }], d: true };
    expect(JSON.stringify(redactor.value(value))).toBe(
      '{"b":1,"a":["x [redacted:env]",{"hunter2hunter2":null,"c":"say [redacted:lib]"}],"d":true}',
    );
  });
});
