import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askAboutChanges, confirmStart } from '../../runtime/cli/confirm.ts';

const streams = () => ({ input: new PassThrough(), output: new PassThrough() });

test('a question that nobody answers ends by itself, and nothing was started', async () => {
  await expect(confirmStart('Run it?', { ...streams(), patienceMs: 50 })).rejects.toMatchObject({
    failure: {
      category: 'usage',
      code: 'no-answer',
      message: expect.stringContaining('50ms') as string,
      fix: expect.stringContaining('--yes') as string,
    },
  });
});

test('one that is answered is answered', async () => {
  const given = streams();
  const asked = confirmStart('Run it?', given);
  setTimeout(() => given.input.write('y'), 50);
  setTimeout(() => given.input.write('\r'), 100);
  expect(await asked).toBe(true);
});

test('what becomes of tasks that were changed outside is chosen, and giving up chooses nothing', async () => {
  const given = streams();
  const asked = askAboutChanges('What becomes of T-001?', given);
  setTimeout(() => given.input.write('\u001B[B'), 50);
  setTimeout(() => given.input.write('\r'), 100);
  expect(await asked).toBe('trust');
  const left = streams();
  const second = askAboutChanges('What becomes of T-001?', left);
  setTimeout(() => left.input.write('\u0003'), 50);
  expect(await second).toBeUndefined();
});
