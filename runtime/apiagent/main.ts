/**
 * The program of an API agent: reads its request on stdin, talks with the model, prints events, and ends with 0 when there is an answer. Started
 * by the drivers, never by people.
 */
import { realpathSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { ApiRequest } from '../drivers/api-request.ts';
import { answerRequest } from './answer.ts';
import { PATIENCE } from './patience.ts';
import { sayTo } from './say.ts';

const request = JSON.parse(await text(process.stdin)) as ApiRequest;
const key = request.keyEnv === undefined ? undefined : process.env[request.keyEnv]?.trim();
const say = sayTo((line) => process.stdout.write(line), key === undefined ? [] : [key]);

try {
  if (request.version !== 1) throw new Error(`expected a request of version 1, found ${JSON.stringify(request.version)}`);
  const isAnswered = await answerRequest(request, {
    ...(key === undefined || key === '' ? {} : { key }),
    say,
    patience: PATIENCE,
    cwd: realpathSync(process.cwd()),
    // A copy: the SDKs are not to see all of it.
    env: { ...process.env },
  });
  process.exitCode = isAnswered ? 0 : 1;
} catch (error) {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say({ type: 'error', fault: { kind: 'crash', message: `okstra's own program failed: ${message}` }, final: true });
  process.exitCode = 1;
}
