/** What the run left in the repository, what it cost, and what follows. */
import type { ReportChangedFile, ReportData, ReportUsageFigures } from '../../generated/types.ts';
import { hasExecutor } from '../has-executor.ts';
import { cellCode, code, fence, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { duration, list, orDash, short, yesNo } from './parts.ts';

export const commitsSection: Section = ({ commits, diff, run }, say) => [
  `## ${say('commits.heading')}`,
  commits.length === 0 ? say('commits.none') : list(commits.map(({ sha, message }) => `${short(sha)} ${inline(message)}`)),
  say('commits.range', {
    base: short(diff.base),
    head: short(diff.head),
    branch: diff.branch === null ? '—' : code(diff.branch),
  }),
  ...(diff.files.length === 0
    ? [say('commits.noChange')]
    : [
        say('commits.total', { files: diff.files.length, insertions: diff.insertions, deletions: diff.deletions }),
        fileTable(diff.files, say),
      ]),
  ...(diff.ref ? [say('commits.fullDiff', { path: code(`${run.dir}/${diff.ref.path}`) })] : []),
  ...(diff.outOfPlan.length === 0
    ? [say('commits.noOutOfPlan')]
    : [
        say('commits.outOfPlan'),
        list(diff.outOfPlan.map(({ file, why }) => `${code(file)}: ${why ? inline(why) : say('commits.noWhy')}`)),
      ]),
];

function fileTable(files: readonly ReportChangedFile[], say: Say): string {
  const rows = files.map((file) => [
    inline(file.path),
    file.previousPath === null
      ? file.status
      : `${file.status} (${say('commits.renamedFrom', { path: inline(file.previousPath) })})`,
    file.binary ? say('commits.binary') : `+${file.insertions}`,
    file.binary ? say('commits.binary') : `-${file.deletions}`,
  ]);
  return table([say('commits.file'), say('commits.change'), say('commits.added'), say('commits.removed')], rows);
}

export const noticesSection: Section = ({ run }, say) => [
  `## ${say('notices.heading')}`,
  run.notices.length === 0
    ? say('notices.none')
    : list(
        run.notices.map(
          ({ code: word, message, fix }) => `${code(word)}: ${inline(message)}${fix === null ? '' : ` (${inline(fix)})`}`,
        ),
      ),
];

export const figuresSection: Section = (data, say) => {
  const { usage, timing, environment } = data;
  const { os, node, git, sandbox } = environment;
  const phases = timing.phases.map(({ phase, ms }) => [say(`figures.phase.${phase}`), duration(ms)]);
  return [
    `## ${say('figures.heading')}`,
    usageTable(data, say),
    ...(usage.total.unreported > 0 ? [say('figures.unreported', { count: usage.total.unreported })] : []),
    ...(usage.total.estimatedTokens ? [say('figures.estimated', { count: grouped(usage.total.estimatedTokens) })] : []),
    ...(usage.total.unpriced && typeof usage.total.figures?.costUsd === 'number'
      ? [say('figures.unpriced', { count: usage.total.unpriced })]
      : []),
    ...budgetLine(data, say),
    table([say('figures.phase'), say('figures.time')], [...phases, [`**${say('figures.total')}**`, duration(timing.totalMs)]]),
    say('figures.environment', { os: inline(os), node: inline(node), git: inline(git), sandbox: yesNo(sandbox, say) }),
  ];
};

const mark = ({ estimated }: { readonly estimated: boolean }): string => (estimated ? '~' : '');

/** Only of budgets that there are. */
function budgetLine({ usage: { budget } }: ReportData, say: Say): Blocks {
  if (budget === undefined) return [];
  const { tokens, usd } = budget;
  const parts = [
    ...(tokens.limit === null
      ? []
      : [say('figures.ofTokens', { used: `${mark(tokens)}${grouped(tokens.used)}`, limit: grouped(tokens.limit) })]),
    ...(usd.limit === null
      ? []
      : [say('figures.ofUsd', { mark: mark(usd), used: usd.used.toFixed(4), limit: usd.limit.toFixed(2) })]),
  ];
  return parts.length === 0 ? [] : [say('figures.budget', { parts: parts.join('; ') })];
}

function usageTable({ usage, timing, agents }: ReportData, say: Say): string {
  const keys = ['role', 'agent', 'dispatches', 'input', 'cached', 'output', 'reasoning', 'cost', 'time'] as const;
  const time = (wanted: (seat: string) => boolean): string =>
    duration(timing.agents.filter(({ seat }) => wanted(seat)).reduce((sum, { ms }) => sum + ms, 0));
  const roles = usage.byRole.map(({ role, dispatches, figures }) => {
    const seats = agents.filter((agent) => agent.role === role);
    return [
      role,
      seats.map(({ agent }) => inline(agent)).join(', '),
      String(dispatches),
      ...figureCells(figures, say),
      time((seat) => seats.some((agent) => agent.seat === seat)),
    ];
  });
  const byAgent = usage.byAgent.map(({ agent, dispatches, figures }) => {
    const seats = agents.filter((each) => each.agent === agent);
    return [
      '—',
      inline(agent),
      String(dispatches),
      ...figureCells(figures, say),
      time((seat) => seats.some((each) => each.seat === seat)),
    ];
  });
  const total = [
    `**${say('figures.total')}**`,
    '—',
    String(usage.total.dispatches),
    ...figureCells(usage.total.figures, say),
    time(() => true),
  ];
  return table(
    keys.map((key) => say(`figures.${key}`)),
    [...roles, ...byAgent, total],
  );
}

function figureCells(figures: ReportUsageFigures | null, say: Say): Blocks {
  const said = (value: number | null | undefined, text: (figure: number) => string): string =>
    value === null || value === undefined ? say('notSaid') : text(value);
  return [
    said(figures?.inputTokens, grouped),
    said(figures?.cachedInputTokens, grouped),
    said(figures?.outputTokens, grouped),
    said(figures?.reasoningTokens, grouped),
    said(figures?.costUsd, (usd) => usd.toFixed(4)),
  ];
}

const grouped = (figure: number): string => String(figure).replaceAll(/\B(?=(\d{3})+$)/g, ',');

export const followUpsSection: Section = ({ followUps }, say) => {
  const keys = ['id', 'kind', 'level', 'origin', 'title', 'phase', 'scope', 'reason', 'spawn', 'spawned'] as const;
  const rows = followUps.map((each) => [
    inline(each.id),
    each.kind,
    `**${each.level}**`,
    ...[each.origin, each.title, each.suggestedPhase, each.scope, each.reason].map(orDash),
    yesNo(each.autoSpawn, say),
    each.spawned === null ? '—' : cellCode(each.spawned),
  ]);
  return [
    `## ${say('followUps.heading')}`,
    rows.length === 0
      ? say('followUps.none')
      : table(
          keys.map((key) => say(`followUps.${key}`)),
          rows,
        ),
  ];
};

/** Its heading stays English in every language: programs look for it. */
export const outputSection: Section = ({ workerOutput, run, agents }, say) => {
  const { path, text, truncated, bytes } = workerOutput;
  const heading = '## Final worker output';
  if (path === null || text.trim() === '') return [heading, say(hasExecutor({ agents }) ? 'output.none' : 'executor.unknown')];
  const where = code(`${run.dir}/${path}`);
  return [
    heading,
    truncated ? say('output.capped', { bytes, path: where }) : say('output.full', { path: where }),
    fence(text, 'text'),
  ];
};
