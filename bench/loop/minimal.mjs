// The least that does the job of `okstra run --exec --level light` when nothing goes wrong: worker, check, verifier, two files.
// node minimal.mjs <spec folder> <worker> <verifier> <check>; the current folder is the repository.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [spec = '', worker = '', verifier = '', check = ''] = process.argv.slice(2);
const metadataFile = join(spec, 'metadata.json');
const metadata = JSON.parse(readFileSync(metadataFile, 'utf8'));
const text = readFileSync(join(spec, 'SPEC.md'), 'utf8');

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {string} stdin
 * @returns {Promise<{ code: number | null, stdout: string }>}
 */
function run(file, args, stdin) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stdin.on('error', () => {}); // an agent need not read its prompt
    child.stdin.end(stdin);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });
}

/**
 * The verifier's two lines: `STATUS: ok` and `{"remainingTasks": […]}`.
 *
 * @param {string} stdout
 */
function readAnswer(stdout) {
  const lines = stdout.split('\n').map((line) => line.trim());
  const isOk = lines.some((line) => /^STATUS:\s*ok$/i.test(line));
  const json = lines.find((line) => line.startsWith('{'));
  const tasks = json === undefined ? ['the verifier gave no answer'] : JSON.parse(json).remainingTasks;
  return { isOk: isOk && tasks.length === 0, tasks };
}

const work = await run(worker, [], `Implement this specification in the current folder.\n\n${text}`);
const checked = await run('sh', ['-c', check], '');
const answer = await run(
  verifier,
  [],
  `Verify the change in the current folder against this specification.\n\n${text}\n\nThe check \`${check}\` ended with ${checked.code}.\n`,
);
const { isOk, tasks } = readAnswer(answer.stdout);
const isAccepted = work.code === 0 && checked.code === 0 && answer.code === 0 && isOk;

writeFileSync(
  metadataFile,
  `${JSON.stringify({ ...metadata, status: isAccepted ? 'done' : 'failed', lastRun: new Date().toISOString() }, null, 2)}\n`,
);
writeFileSync(
  join(spec, 'implementation-report.md'),
  `# Implementation Report for ${metadata.id} — ${metadata.name}

- Final verifier status: ${isAccepted ? 'ok' : 'missing'}

## Remaining tasks

\`\`\`json
${JSON.stringify({ remainingTasks: tasks }, null, 2)}
\`\`\`

## Checks

- \`${check}\`: exit code ${checked.code}

## Final worker output

${work.stdout}
`,
);
process.exitCode = isAccepted ? 0 : 1;
