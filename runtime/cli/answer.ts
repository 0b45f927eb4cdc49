/** `okstra answer`: closes a gap of the specification, or says what a person saw of a verification entry. */
import type { AnsweredEntry } from '../conductor/frd/answer-entry.ts';
import { answerEntry, isEntry } from '../conductor/frd/answer-entry.ts';
import { realPorts } from '../conductor/ports.ts';
import { answerGap } from '../conductor/queue/answer-gap.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import { openSession } from '../conductor/session.ts';
import { fail } from '../model/failure.ts';
import type { CommandEnd, CommandHandler } from './context.ts';

export const answer: CommandHandler = async (context, [id = '', text = ''], options) => {
  const failed = options['failed'] === true;
  if (text.trim() === '')
    throw fail('usage', 'answer-empty', 'Expected an answer, found an empty text.', { fix: `okstra answer ${id} "<decision>"` });
  const ports = { ...realPorts(), env: context.env };
  if (isEntry(id)) return ofEntry(await answerEntry(await openSession(context.cwd, ports), { id, answer: text, failed }, ports));
  if (failed) {
    throw fail('usage', 'answer-not-an-entry', `Expected a verification entry for --failed, found "${id}".`, {
      fix: 'okstra answer FRD-001-T2-V1 --failed "<what you saw>"',
    });
  }
  const found = await answerGap(await openQueueSession(context.cwd, ports), { id, answer: text }, ports);
  const next = found.resumed.includes(found.task) ? [`next: okstra run ${found.task}`] : [];
  const lines = found.repeated
    ? [`${found.gap} has that answer already.`]
    : [
        `${found.gap} (${found.task}) is settled: ${found.answer}`,
        ...(found.resumed.length === 0 ? [] : [`May go on: ${found.resumed.join(', ')}`]),
        ...next,
      ];
  return { exitCode: 0, text: lines.join('\n'), document: { ok: true, ...found } };
};

const ofEntry = (said: AnsweredEntry): CommandEnd => ({
  exitCode: 0,
  text: [
    `${said.entry} (${said.question})${said.failed ? ' does not hold' : ''}: ${said.answer}`,
    said.tree === null ? 'There is no change yet that it is about.' : `About the change of ${said.run}.`,
    `next: ${said.next}`,
  ].join('\n'),
  document: { ok: true, ...said },
});
