import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capText } from '../../runtime/report/worker-output.ts';

describe('a capped text', () => {
  test('is the text itself when it fits', () => {
    expect(capText('short\n', 6, 'p')).toBe('short\n');
  });

  test('never takes more than the cap, never cuts a character, and keeps head and tail', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '가', '😀', 'é', '\n', ' '), minLength: 400, maxLength: 4000 }),
        (text) => {
          const capped = capText(text, 1024, 'results/executor-1.txt');
          expect(Buffer.byteLength(capped)).toBeLessThanOrEqual(1024);
          expect(capped).not.toContain('\uFFFD');
          if (capped === text) return;
          const [head = '', tail = ''] = capped.split(
            /\n\[… \d+ bytes left out; the full text is in results\/executor-1\.txt …\]\n/,
          );
          expect(text.startsWith(head)).toBe(true);
          expect(text.endsWith(tail)).toBe(true);
        },
      ),
    );
  });

  test('says how many bytes are left out', () => {
    const text = `${'x'.repeat(50)}\n`.repeat(100);
    const capped = capText(text, 1000, 'p');
    const left = Number(/\[… (\d+) bytes left out/.exec(capped)?.[1]);
    const kept = capped.replace(/\n\[….*…\]\n/, '');
    expect(Buffer.byteLength(kept) + left).toBe(Buffer.byteLength(text));
  });

  test('replacement characters of the text itself at a cut are no reason to fail', () => {
    expect(Buffer.byteLength(capText('\uFFFD'.repeat(1000), 500, 'p'))).toBeLessThanOrEqual(500);
  });
});
