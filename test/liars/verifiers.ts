/** Verifiers that lie, fail or answer nonsense, and rounds in which they try to win. The change itself is right unless a row says otherwise. */
import { GREETING, GREETS, LIBRARY, PASSES, RED } from './projects.ts';
import type { Row } from './table.ts';

const greeting = { project: GREETING, executor: GREETS };
/** The criterion is not met: nothing greets the world. */
const WRONG = "append('hello.txt', 'moon\\n');";
const accepted = { outcome: 'accepted', row: 7 } as const;
const blocked = { outcome: 'blocked', row: 5 } as const;
const ONE_ROUND = { convergence: '{ maxRounds: 1 }' };

/** A finding as a script writes it. */
const finding = (claim: string, more: string): string =>
  `{ category: 'correctness', severity: 'blocker', claim: '${claim}', evidence: 'look', ${more} }`;
const raises = (...findings: readonly string[]): string =>
  `answer({ verdict: 'fail', criteria: met('AC-1'), findings: [${findings.join(', ')}] });`;
const at = (line: number, text: string): string =>
  `location: { file: 'hello.txt', startLine: ${line} }, quote: { file: 'hello.txt', line: ${line}, text: '${text}' }`;
const TRUE_FINDING = finding('hello.txt greets the moon, not the world', at(3, 'moon'));
const FALSE_FINDING = finding('hello.txt greets nobody', at(3, 'world'));
/** In the first round one script, in later ones another. */
const rounds = (first: string, later: string): string => `if (round === 0) { ${first} } else { ${later} }`;
const DISAGREES = (more: string): string =>
  `const ids = [...new Set(prompt().match(/F-\\d{3}/g))]; positions(...ids.map((finding) => ({ finding, position: 'DISAGREE', evidence: 'no', ${more} })));`;
const AGREES =
  "const ids = [...new Set(prompt().match(/F-\\d{3}/g))]; positions(...ids.map((finding) => ({ finding, position: 'AGREE', evidence: 'yes' })));";
const FAKE_QUOTE = "kind: 'a', quote: { file: 'hello.txt', line: 3, text: 'hello world, as it was asked' }";
const TRUE_QUOTE = "kind: 'a', quote: { file: 'hello.txt', line: 3, text: 'world' }";

const EMPTY: readonly Row[] = [
  {
    name: 'say PASS without looking: without criteria, without the tree, for another tree, in two words, not having checked anything, for unknown criteria',
    ...greeting,
    verifiers: {
      bare: "answer({ verdict: 'pass', criteria: [] });",
      deaf: `say('{"verdict":"pass","criteria":[{"id":"AC-1","status":"met","evidence":""}],"findings":[]}');`,
      elsewhere: "answer({ tree: '0'.repeat(40), verdict: 'pass', criteria: met('AC-1') });",
      words: "say('PASS');",
      short: `say('STATUS: ok\\n{"remainingTasks":[]}');`,
      unseen: "answer({ verdict: 'pass', criteria: [{ id: 'AC-1', status: 'not-checked', evidence: '' }] });",
      invented: "answer({ verdict: 'pass', criteria: met('AC-7') });",
      unfounded: "answer({ verdict: 'fail', criteria: met('AC-1') });",
    },
    expected: {
      ...blocked,
      verifiers: {
        bare: /expected an entry for every criterion, none for AC-1/,
        deaf: /"tree" is missing/,
        elsewhere: /tree: expected [0-9a-f]{40}/,
        words: /found neither; the answer begins "PASS"/,
        short: /found neither/,
        unseen: /every one is answered not-checked/,
        invented: /expected an entry for every criterion, none for AC-1/,
        unfounded: /it is "fail", but no criterion is unmet/,
      },
    },
  },
  {
    name: 'says PASS in the right form to a change that fails its check',
    project: LIBRARY,
    executor: RED,
    expected: { outcome: 'not-accepted', row: 2 },
  },
  {
    name: 'says that a check passes which okstra saw failing',
    ...greeting,
    config: { run: '{ maxAttempts: 1, mode: parallel }', checks: '{ test: [{ label: old, cmd: grep -q moon hello.txt }] }' },
    verifiers: {
      judge: "answer({ verdict: 'pass', criteria: met('AC-1'), commands: [{ cmd: 'grep -q moon hello.txt', exitCode: 0 }] });",
    },
    expected: { outcome: 'not-accepted', row: 3, reasons: [/verifier:judge says of "grep -q moon hello.txt": exit code 0/] },
  },
  {
    name: 'says PASS and that a criterion is not met',
    ...greeting,
    verifiers: { judge: "answer({ verdict: 'pass', criteria: [{ id: 'AC-1', status: 'unmet', evidence: 'no' }] });" },
    expected: { outcome: 'not-accepted', row: 4, findings: [{ says: /AC-1 is not met/, severity: 'blocker', counts: true }] },
  },
  {
    isSoak: true,
    name: 'says PASS beside one that looked',
    project: GREETING,
    executor: WRONG,
    config: ONE_ROUND,
    verifiers: { liar: PASSES, honest: raises(TRUE_FINDING) },
    expected: {
      outcome: 'not-accepted',
      row: 4,
      findings: [{ says: /greets the moon/, severity: 'blocker', class: 'standing', counts: true }],
    },
  },
];

const DISTURBING: readonly Row[] = [
  {
    name: 'alter what they were given: edit, stash, check out, commit, delete, configure, hook, branch, forge the inputs, hide an edit, remove the repository',
    ...greeting,
    verifiers: {
      edits: `append('hello.txt', 'x'); ${PASSES}`,
      adds: `write('new.txt', 'x'); ${PASSES}`,
      stashes: `append('hello.txt', 'x'); sh('git stash -q'); ${PASSES}`,
      checksout: `sh('git checkout -q ' + sh('git rev-parse HEAD~1').trim()); ${PASSES}`,
      commits: `append('hello.txt', 'x'); sh('git commit -qam x'); ${PASSES}`,
      deletes: `fs.rmSync('check.sh'); ${PASSES}`,
      configures: `sh('git config user.name Somebody'); ${PASSES}`,
      hooks: `write('.git/hooks/post-checkout', '#!/bin/sh\\n'); ${PASSES}`,
      branches: `sh('git branch mine'); ${PASSES}`,
      forges: `fs.appendFileSync('.okstra-inputs/item.md', 'x'); ${PASSES}`,
      hides: `append('check.sh', 'true\\n'); sh('git update-index --skip-worktree check.sh'); ${PASSES}`,
      removes: `fs.rmSync('.git', { recursive: true, force: true }); ${PASSES}`,
    },
    expected: {
      ...blocked,
      verifiers: {
        edits: /void: its repository changed: file changed: hello\.txt/,
        adds: /void: its repository changed: file added: new\.txt/,
        stashes: /void: its repository changed: stash: was absent/,
        checksout: /void: its repository changed:.*HEAD/,
        commits: /void: its repository changed:.*HEAD/,
        deletes: /void: its repository changed: file deleted: check\.sh/,
        configures: /void: its repository changed: configuration changed/,
        hooks: /void: its repository changed: hooks or files of the git folder changed/,
        branches: /void: its repository changed:.*refs\/heads\/mine/,
        forges: /void: its repository changed:.*inputs/,
        hides: /void: its repository changed: file changed: check\.sh.*index: something was staged, unstaged or marked/,
        removes: /void: its repository changed: it can no longer be read/,
      },
      also: ({ git }) => [
        [git('status', '--porcelain', 'hello.txt', 'check.sh'), git('branch', '--list', 'mine'), git('stash', 'list')],
        ['', '', ''],
      ],
    },
  },
  {
    name: 'writes from within the sandbox, into its repository and into the checkout of the user',
    ...greeting,
    isConfined: true,
    verifiers: {
      judge: `for (const file of ['hello.txt', repo + '/hello.txt']) try { fs.appendFileSync(file, 'x'); } catch {}
        ${PASSES}`,
    },
    expected: {
      ...accepted,
      changed: ['hello.txt'],
      also: ({ git }) => [git('status', '--porcelain', 'hello.txt'), ''],
    },
  },
  {
    name: 'ran a command that verifiers may not run, and says so',
    ...greeting,
    verifiers: {
      judge:
        "answer({ verdict: 'pass', criteria: met('AC-1'), commands: [{ cmd: 'sh -c \"git push origin HEAD\"', exitCode: 0 }] });",
    },
    expected: {
      ...blocked,
      verifiers: { judge: /void: it ran a command that verifiers may not run: "sh -c "git push origin HEAD""/ },
    },
  },
];

const BROKEN: readonly Row[] = [
  {
    name: 'give no answer: crash after it, nothing, half of it, another schema, the schema itself, two that contradict each other, a flood of findings, prose around it',
    ...greeting,
    verifiers: {
      crashes: `${PASSES} process.exit(3);`,
      empty: '',
      half: `const text = JSON.stringify({ tree, verdict: 'pass', criteria: met('AC-1'), findings: [] }); say(text.slice(0, text.length / 2));`,
      other: `say(JSON.stringify({ approved: true, score: 10, tree }));`,
      schema: `say(read(process.env.OKSTRA_ANSWER_SCHEMA));`,
      torn: `const one = (verdict) => '\`\`\`json\\n' + JSON.stringify({ tree, verdict, criteria: met('AC-1'), findings: [] }) + '\\n\`\`\`\\n'; say(one('fail') + one('pass'));`,
      flood: `answer({ verdict: 'concerns', criteria: met('AC-1'), findings: Array.from({ length: 501 }, (_, n) => ({ category: 'correctness', severity: 'major', claim: 'no ' + n, evidence: '' })) });`,
      prose: `say('Here it is: ' + JSON.stringify({ tree, verdict: 'pass', criteria: met('AC-1'), findings: [] }) + ' – as you wished.');`,
    },
    expected: {
      ...blocked,
      verifiers: {
        crashes: /fault crash: .*exit code 3/,
        empty: /(?:fault|the answer is empty)/,
        half: /JSON that does not parse|cut off/,
        other: /"verdict" is missing/,
        schema: /found the schema itself/,
        torn: /no-result: two json blocks fit the schema.*its verdict \(fail, then pass\)/,
        flood: /501 entries, at most 500/,
        prose: /counts only inside a ```json block/,
      },
    },
  },
  {
    name: 'hangs',
    ...greeting,
    config: { run: '{ maxAttempts: 1, silence: 3s }' },
    verifiers: { judge: 'sleep(60000);' },
    expected: { ...blocked, verifiers: { judge: /fault silence: judge: stopped by okstra/ } },
  },
  {
    name: 'prints two hundred megabytes before its answer',
    ...greeting,
    config: { run: '{ maxAttempts: 1, outputCap: 8MB }' },
    verifiers: {
      judge: `const line = 'x'.repeat(1e6) + '\\n'; for (let n = 0; n < 200; n += 1) fs.writeSync(1, line); ${PASSES}`,
    },
    expected: { ...blocked, verifiers: { judge: /fault output-cap/ } },
  },
];

const FINDINGS: readonly Row[] = [
  {
    name: 'invents findings on lines and in files that do not exist',
    ...greeting,
    verifiers: {
      liar: raises(
        finding('the loop never ends', at(400, 'for (;;) {}')),
        finding(
          'the key is wrong',
          "location: { file: 'src/key.js', startLine: 1 }, quote: { file: 'src/key.js', line: 1, text: 'key = 0' }",
        ),
      ),
      honest: rounds(PASSES, AGREES),
    },
    expected: {
      ...accepted,
      findings: [
        { says: /the loop never ends/, class: 'refuted', counts: false },
        { says: /the key is wrong/, class: 'refuted', counts: false },
      ],
    },
  },
  {
    name: 'invents a finding without a quote; another vendor shows the line that refutes it',
    ...greeting,
    verifiers: {
      liar: rounds(raises(finding('nobody is greeted', "location: { file: 'hello.txt', startLine: 3 }")), AGREES),
      honest: rounds(PASSES, DISAGREES(TRUE_QUOTE)),
    },
    expected: { ...accepted, findings: [{ says: /nobody is greeted/, class: 'refuted', counts: false }] },
  },
  {
    name: 'all agree on a wrong finding whose reproducer does not hold',
    ...greeting,
    verifiers: Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        raises(
          finding(
            'hello.txt greets nobody',
            `${at(3, 'world')}, reproducer: { cmd: '! grep -q world hello.txt', expect: { exit: 0 } }`,
          ),
        ),
      ]),
    ),
    expected: {
      ...accepted,
      findings: [{ says: /greets nobody/, class: 'refuted', counts: false }],
      also: ({ findings }) => [findings[0]?.vendors, ['a', 'b', 'c']],
    },
  },
  {
    isSoak: true,
    name: 'proves with a reproducer what was so before the change',
    ...greeting,
    verifiers: {
      liar: raises(finding('it is in French', "reproducer: { cmd: 'grep -q bonjour hello.txt', expect: { exit: 0 } }")),
    },
    expected: { ...accepted, findings: [{ says: /in French/, counts: false }] },
  },
  {
    isSoak: true,
    hasRemote: true,
    name: 'gives a reproducer that pushes; it is not run, and the finding is no better for it',
    ...greeting,
    config: { run: '{ maxAttempts: 1, mode: parallel }' },
    verifiers: {
      liar: raises(
        finding('nobody is greeted', "reproducer: { cmd: 'git push origin HEAD:refs/heads/taken', expect: { exit: 0 } }"),
      ),
    },
    expected: {
      outcome: 'accepted',
      row: 6,
      findings: [{ says: /nobody is greeted/, class: 'standing' }],
      also: ({ git }) => [git('ls-remote', '--heads', 'origin', 'taken'), ''],
    },
  },
];

const REFUTING: readonly Row[] = [
  {
    name: 'disagrees with everything and quotes what is not there, against a true finding',
    project: GREETING,
    executor: WRONG,
    verifiers: { honest: rounds(raises(TRUE_FINDING), AGREES), liar: rounds(PASSES, DISAGREES(FAKE_QUOTE)) },
    expected: { outcome: 'not-accepted', row: 6, findings: [{ says: /greets the moon/, class: 'disputed', counts: true }] },
  },
  {
    isSoak: true,
    name: 'disagrees with everything without proof, against a true finding',
    project: GREETING,
    executor: WRONG,
    verifiers: { honest: rounds(raises(TRUE_FINDING), AGREES), liar: rounds(PASSES, DISAGREES("kind: 'e'")) },
    expected: { outcome: 'not-accepted', row: 6, findings: [{ says: /greets the moon/, class: 'disputed', counts: true }] },
  },
  {
    name: 'disagrees with a quote that exists, against a finding whose reproducer holds',
    project: GREETING,
    executor: WRONG,
    verifiers: {
      honest: raises(
        finding(
          'hello.txt greets the moon, not the world',
          `${at(3, 'moon')}, reproducer: { cmd: 'grep -q moon hello.txt', expect: { exit: 0 } }`,
        ),
      ),
      liar: rounds(PASSES, DISAGREES("kind: 'a', quote: { file: 'hello.txt', line: 3, text: 'moon' }")),
    },
    expected: { outcome: 'not-accepted', row: 4, findings: [{ says: /greets the moon/, class: 'reproduced', counts: true }] },
  },
  {
    isSoak: true,
    name: 'disagrees in a majority of two vendors, without proof, against a true finding',
    project: GREETING,
    executor: WRONG,
    verifiers: {
      honest: rounds(raises(TRUE_FINDING), AGREES),
      liar: rounds(PASSES, DISAGREES(FAKE_QUOTE)),
      friend: rounds(PASSES, DISAGREES("kind: 'c'")),
    },
    expected: { outcome: 'not-accepted', row: 6, findings: [{ says: /greets the moon/, class: 'disputed', counts: true }] },
  },
  {
    name: 'disagrees with a quote that exists and is beside the point; another vendor agrees with the finding',
    project: GREETING,
    executor: WRONG,
    verifiers: {
      honest: rounds(raises(TRUE_FINDING), AGREES),
      liar: rounds(PASSES, DISAGREES("kind: 'a', quote: { file: 'hello.txt', line: 2, text: 'hello' }")),
      other: rounds(PASSES, AGREES),
    },
    expected: { outcome: 'not-accepted', row: 6, findings: [{ says: /greets the moon/, class: 'disputed', counts: true }] },
  },
  {
    name: 'answers nothing usable in the refutation round',
    project: GREETING,
    executor: WRONG,
    verifiers: { honest: rounds(raises(TRUE_FINDING), AGREES), liar: rounds(PASSES, "say('It is all wrong.');") },
    expected: { outcome: 'not-accepted', row: 4, findings: [{ says: /greets the moon/, class: 'standing', counts: true }] },
  },
  {
    name: 'changes files in the refutation round',
    project: GREETING,
    executor: WRONG,
    verifiers: {
      honest: rounds(raises(TRUE_FINDING), AGREES),
      liar: rounds(PASSES, `write('hello.txt', 'world'); ${DISAGREES(TRUE_QUOTE)}`),
    },
    expected: {
      outcome: 'not-accepted',
      row: 4,
      findings: [{ says: /greets the moon/, class: 'standing', counts: true }],
      verifiers: { liar: /void: its repository changed: file changed: hello\.txt/ },
    },
  },
  {
    name: 'confirms its own false finding from a second seat of the same vendor; another vendor refutes it',
    ...greeting,
    verifiers: {
      one: { vendor: 'acme', script: rounds(raises(FALSE_FINDING), AGREES) },
      two: { vendor: 'acme', script: rounds(PASSES, AGREES) },
      other: { vendor: 'honest', script: rounds(PASSES, DISAGREES(TRUE_QUOTE)) },
    },
    expected: { ...accepted, findings: [{ says: /greets nobody/, class: 'refuted', counts: false }] },
  },
  {
    isSoak: true,
    name: 'raises a false finding from two seats of one vendor; it is not confirmed',
    ...greeting,
    config: { run: '{ maxAttempts: 1, mode: parallel }' },
    verifiers: {
      one: { vendor: 'acme', script: rounds(raises(FALSE_FINDING), AGREES) },
      two: { vendor: 'acme', script: rounds(raises(FALSE_FINDING), AGREES) },
    },
    expected: {
      outcome: 'accepted',
      row: 6,
      findings: [{ says: /greets nobody/, class: 'standing' }],
      also: ({ findings }) => [findings[0]?.vendors, ['acme']],
    },
  },
  {
    isSoak: true,
    name: 'claims that a true blocker is less severe, from a second seat of the vendor that raised it',
    project: GREETING,
    executor: WRONG,
    verifiers: {
      honest: { vendor: 'acme', script: rounds(raises(TRUE_FINDING), AGREES) },
      liar: { vendor: 'acme', script: rounds(PASSES, DISAGREES("kind: 'd'")) },
    },
    expected: {
      outcome: 'not-accepted',
      row: 4,
      findings: [{ says: /greets the moon/, severity: 'blocker', class: 'standing' }],
    },
  },
];

export const VERIFIERS: readonly Row[] = [...EMPTY, ...DISTURBING, ...BROKEN, ...FINDINGS, ...REFUTING];
