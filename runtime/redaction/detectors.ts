/**
 * A library's detectors for secrets, apart so that they are loaded only when there is something to look at. Its rules are used one by one, and
 * not through its engine: they answer at once, so that a stream can be looked at as it comes, and a comment in the text cannot switch them off.
 */
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

export interface FoundSecret {
  readonly secret: string;
  /** The rule's name, such as `stripe`. */
  readonly kind: string;
  /** Where it stands. */
  readonly from: number;
}

type Rule = (typeof rules)[number];

let found: FoundSecret[] = [];
let current = '';

const HANDLERS = rules.filter((rule) => rule.meta.type === 'scanner').map(handlerOf);

/**
 * In the order of the rules. A rule that fails finds nothing.
 *
 * @param path name of the file the text is from; some rules look into files of one name only
 */
export function findSecrets(text: string, path?: string): readonly FoundSecret[] {
  found = [];
  current = text;
  const source = { content: text, filePath: path, ext: '', contentType: 'text' as const };
  for (const handler of HANDLERS) {
    try {
      const later = handler.file?.(source as Parameters<NonNullable<typeof handler.file>>[0]);
      // Rules that look at files on disk would answer later; without a path they have nothing to say.
      if (later instanceof Promise) later.catch(() => undefined);
    } catch {
      // The other rules still look.
    }
  }
  current = '';
  return found;
}

function handlerOf(rule: Rule): ReturnType<Rule['create']> {
  const kind = rule.meta.id.split('/').at(-1)?.replace('secretlint-rule-', '') ?? 'secret';
  return rule.create(
    {
      sharedOptions: {},
      ignore: () => undefined,
      createTranslator: () => (messageId: unknown) => ({ message: String(messageId), messageId: String(messageId), data: {} }),
      report: ({ range: [from, end] }: { readonly range: readonly [number, number] }) =>
        void found.push({ secret: current.slice(from, end), kind, from }),
    },
    // Ids of keys are taken for secrets too; other rules do not know the option.
    { enableIDScanRule: true },
  );
}

/**
 * The secrets in a text of any kind, for taking them out. Only lines in which one of the rules could find something are looked at, with the line
 * behind each (a name and its value may stand on two): the rules take four times as long as this look.
 */
export function secretsIn(text: string): readonly Pick<FoundSecret, 'secret' | 'kind'>[] {
  const suspect = linesThatMay(text);
  if (suspect === '') return [];
  // Some rules look only into files of one name.
  return findSecrets(suspect, '.npmrc').map(({ secret, kind, from }) => ({
    kind,
    secret: secret + restOf(suspect, from + secret.length),
  }));
}

/** What each rule's findings begin with or have in them; a test holds it against the rules. */
const SIGNS =
  /A3T|A(?:KI|GP|ID|RO|IP|NP|NV|SI)A|[Ss]ecret|SECRET|[Aa]ccount|ACCOUNT|PRIVATE KEY|x-oauth-basic|_authToken|npm_|xox|xapp-|hooks\.slack|SG\.|shp[pcas][ats]_|[sr]k_(?:live|test)|gh[opusr]_|github_pat|glpat-|gl(?:c|sa)_|sk-|gsk_|hf_|lin_|ntn_|ops_|:\/\/|hv[sbr]\.|vc[ipark]_|dapi|dckr_pat_|figd_|cf(?:k|ut|at)_|tskey-/g;

function linesThatMay(text: string): string {
  const pieces: string[] = [];
  SIGNS.lastIndex = 0;
  let done = 0;
  for (let sign = SIGNS.exec(text); sign !== null; sign = SIGNS.exec(text)) {
    const from = Math.max(done, text.lastIndexOf('\n', sign.index) + 1);
    const line = text.indexOf('\n', sign.index);
    const end = line === -1 ? -1 : text.indexOf('\n', line + 1);
    done = end === -1 ? text.length : end + 1;
    pieces.push(text.slice(from, done));
    SIGNS.lastIndex = done;
  }
  return pieces.join('');
}

/** Some rules name a place that ends before the secret does. */
function restOf(text: string, from: number): string {
  REST.lastIndex = from;
  return REST.exec(text)?.[0] ?? '';
}

const REST = /[A-Za-z0-9_+=-]*/y;

/** One hit for each line that holds the beginning of a secret. Lines count from 1. */
export function linesWithSecrets(path: string, text: string): readonly { readonly line: number; readonly kind: string }[] {
  return findSecrets(text, path).map(({ from, kind }) => ({ line: text.slice(0, from).split('\n').length, kind }));
}
