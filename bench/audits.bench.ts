/**
 * How much the tamper audit catches, and what it raises over honest changes: every class of tampering in generated variants, in eleven
 * projects of several languages. `npm run bench audits`
 *
 * Options: `--seed <n>` (default 1); `--each <n>`: how often each variant is drawn for each language (default 3); `--missed`: names what was
 * missed or falsely raised.
 */
import { type AuditFinding, auditTampering, loadGrammars } from '../runtime/audits/index.ts';
import { auditCounts } from '../runtime/audits/tamper/fewer.ts';
import { type Case, drawCase } from './audits/cases.ts';
import { countCases } from './audits/count-cases.ts';
import { HONEST } from './audits/honest.ts';
import { randomOf } from './audits/random.ts';
import { HARD, VARIANTS } from './audits/variants.ts';
import { judge, machine, option, print } from './measure.ts';

const seed = Number(option('--seed') ?? 1);
const times = Number(option('--each') ?? 3);
const shows = process.argv.includes('--missed');
const random = randomOf(seed);
const grammars = await loadGrammars(['a.js', 'a.ts', 'a.tsx', 'a.py', 'a.go', 'a.rs', 'a.java']);

const weighty = (found: readonly AuditFinding[]): AuditFinding[] => found.filter(({ finding }) => finding.severity !== 'note');
const audit = ({ files, base, candidate, checks }: Case): AuditFinding[] =>
  weighty(auditTampering({ files, base, candidate, checks, grammars, allow: [] }));

let [drawn, caught, worstMs] = [0, 0, 0];
print(`${machine()}\nseed ${seed}, each variant ${times} times per language\n`);
print(`${'class'.padEnd(20)}${'variants'.padStart(9)}${'drawn'.padStart(7)}${'caught'.padStart(8)}${'as itself'.padStart(11)}`);
for (const [kind, variants] of Object.entries(VARIANTS)) {
  let [own, some, asItself] = [0, 0, 0];
  for (const variant of variants) {
    for (const language of variant.languages) {
      for (let n = 0; n < times; n += 1) {
        const one = drawCase(variant, language, random);
        const from = performance.now();
        const found = audit(one);
        worstMs = Math.max(worstMs, performance.now() - from);
        own += 1;
        if (found.length > 0) some += 1;
        else if (shows && n === 0) print(`  missed: ${kind}: ${variant.name} (${language})`);
        if (found.some((each) => each.kind === kind)) asItself += 1;
        else if (shows && n === 0 && found.length > 0)
          print(`  as ${found.map((each) => each.kind).join(', ')}: ${kind}: ${variant.name} (${language})`);
      }
    }
  }
  print(
    `${kind.padEnd(20)}${String(variants.length).padStart(9)}${String(own).padStart(7)}${percent(some, own)}${percent(asItself, own).padStart(11)}`,
  );
  drawn += own;
  caught += some;
}
const fewer = countCases(random, Math.max(10, times * 4));
const caughtFewer = fewer.tampered.filter(
  ({ baseline, candidate }) => weighty(auditCounts({ baseline, candidate })).length > 0,
).length;
print(
  `${'fewer-tests'.padEnd(20)}${String(fewer.tampered.length).padStart(9)}${String(fewer.tampered.length).padStart(7)}${percent(caughtFewer, fewer.tampered.length)}`,
);
drawn += fewer.tampered.length;
caught += caughtFewer;

const hard = HARD.map((variant) => {
  const cases = variant.languages.flatMap((language) => Array.from({ length: times }, () => drawCase(variant, language, random)));
  return { name: variant.name, of: cases.length, seen: cases.filter((one) => audit(one).length > 0).length };
});
print('\nnot made to be seen by this audit, and not judged:');
for (const { name, of, seen } of hard) print(`  ${name.padEnd(52)}${seen} of ${of} raise something`);

const raised = new Map<string, number>();
let [honest, disturbed] = [0, 0];
for (const variant of HONEST) {
  for (const language of variant.languages) {
    for (let n = 0; n < times; n += 1) {
      const found = audit(drawCase(variant, language, random));
      honest += 1;
      if (found.length > 0) disturbed += 1;
      for (const kind of new Set(found.map((each) => each.kind))) raised.set(kind, (raised.get(kind) ?? 0) + 1);
      if (shows && n === 0)
        for (const { kind, finding } of found)
          print(
            `  raised: ${kind} (${finding.severity}): ${variant.name} (${language}): ${finding.claim} | ${finding.quote?.text ?? ''}`,
          );
    }
  }
}
const raisedFewer = fewer.honest.filter(
  ({ baseline, candidate }) => weighty(auditCounts({ baseline, candidate })).length > 0,
).length;
print(`\n${HONEST.length} kinds of honest change, ${honest} drawn: ${disturbed} with a finding above a note`);
for (const kind of [...Object.keys(VARIANTS), 'fewer-tests']) {
  const count = kind === 'fewer-tests' ? raisedFewer : (raised.get(kind) ?? 0);
  const of = kind === 'fewer-tests' ? fewer.honest.length : honest;
  print(`  ${kind.padEnd(20)}${String(count).padStart(4)} falsely raised, ${((100 * count) / of).toFixed(1)} %`);
}
print(`\nlongest audit of one change: ${worstMs.toFixed(1)} ms`);
judge('missed', (100 * (drawn - caught)) / drawn, 5, '%');
judge('falsely raised', (100 * disturbed) / honest, 2, '%');

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`.padStart(8);
}
