/** `okstra init`: the starter files of a repository, after a few questions on a terminal. */
import { join } from 'node:path';
import { foundAgents } from '../drivers/index.ts';
import type { Detected } from '../install/detect.ts';
import type { InitChoices, InitPlan } from '../install/init.ts';
import { applyInit, planInit, refuseLinkedPlaces } from '../install/init.ts';
import type { RepoFacts } from '../install/repo-facts.ts';
import { collectFacts } from '../install/repo-facts.ts';
import { fail } from '../model/failure.ts';
import type { Mode } from '../model/plan.ts';
import { findProgram } from '../process/lookup.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { detect, detectedText } from './init-detect.ts';
import { colour } from './table.ts';

export const init: CommandHandler = async (context, _args, options) => {
  const { top } = await requireCheckout(context.cwd);
  const found = foundAgents((name) => findProgram(name, context.env, top));
  const facts = await collectFacts(
    top,
    found.map(({ agent }) => agent.name),
  );
  const detected = await detect(context, { top, facts, found });
  if (!context.json) context.note(detectedText(detected));
  const given: InitChoices = {
    ...(options['mode'] === undefined ? {} : { mode: options['mode'] as Mode }),
    ...(options['specs'] === undefined ? {} : { specsRoot: options['specs'] as string }),
    ...(options['acceptance'] === undefined ? {} : { acceptanceCommands: options['acceptance'] as readonly string[] }),
  };
  const isDryRun = options['dryRun'] === true;
  const choices = isDryRun || !hasQuestions(context, facts) ? given : await asked(context, facts, given);
  const plan = planInit(facts, choices);
  if (isDryRun) refuseLinkedPlaces(top, plan);
  if (isDryRun) return end(top, plan, { created: toCreate(plan), skipped: toSkip(plan), isDryRun, detected });
  return end(top, plan, { ...applyInit(top, plan), isDryRun, detected });
};

const toCreate = (plan: InitPlan): readonly string[] =>
  plan.files.filter(({ action }) => action === 'create').map(({ path }) => path);
const toSkip = (plan: InitPlan): readonly string[] =>
  plan.files.filter(({ action }) => action === 'skip').map(({ path }) => path);

/** A repository that is configured has answered them all. */
const hasQuestions = ({ yes }: CliContext, { configured }: RepoFacts): boolean => !yes && configured === undefined;

/** @throws OkstraError `needs-answers` without a terminal, `cancelled` when the user gives up; nothing was written by then */
async function asked(context: CliContext, facts: RepoFacts, given: InitChoices): Promise<InitChoices> {
  if (context.json || !process.stdin.isTTY || !process.stderr.isTTY) {
    throw fail('usage', 'needs-answers', 'Expected a terminal to ask on, or --yes for the defaults, found neither.', {
      fix: 'okstra init --yes',
    });
  }
  const { askInit } = await import('./init-questions.ts');
  const choices = await askInit(planInit(facts, given), given, { input: process.stdin, output: process.stderr });
  if (choices) return choices;
  throw fail('interrupted', 'cancelled', 'Cancelled: nothing was written.', { fix: 'okstra init --yes takes the defaults.' });
}

function end(
  top: string,
  plan: InitPlan,
  result: { created: readonly string[]; skipped: readonly string[]; isDryRun: boolean; detected: Detected },
): CommandEnd {
  const { created, skipped, isDryRun, detected } = result;
  const lines = [
    ...created.map((path) => `${colour('green', isDryRun ? 'would create' : 'created')} ${path}`),
    ...skipped.map((path) => `${colour('dim', isDryRun ? 'would skip' : 'skipped')} ${path} (is there already)`),
    ...plan.notices.map(
      ({ message, fix }) =>
        `${colour('yellow', 'note:')} ${message}${fix === undefined ? '' : `\n${colour('cyan', 'fix:')} ${fix}`}`,
    ),
    ...(created.length === 0 ? [] : [`Commit them, then: ${plan.next}`]),
  ];
  return {
    exitCode: 0,
    text: lines.join('\n'),
    document: {
      ok: true,
      root: top,
      specsRoot: join(top, plan.specsRoot),
      mode: plan.mode,
      dryRun: isDryRun,
      created: created.map((path) => join(top, path)),
      skipped: skipped.map((path) => join(top, path)),
      found: {
        ...detected,
        sources: detected.sources.map((source) => ({ ...source, path: join(top, source.path) })),
        settings: detected.settings.map((file) => join(top, file)),
      },
      notices: plan.notices,
      next: plan.next,
    },
  };
}
