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
let looked = '';

const HANDLERS = rules.filter((rule) => rule.meta.type === 'scanner').map(handlerOf);

/**
 * In the order of the rules. A rule that fails finds nothing.
 *
 * @param path name of the file the text is from; some rules look into files of one name only
 */
export function findSecrets(text: string, path?: string): readonly FoundSecret[] {
  found = [];
  looked = text;
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
  looked = '';
  return found;
}

function handlerOf(rule: Rule): ReturnType<Rule['create']> {
  const kind = rule.meta.id.split('/').at(-1)?.replace('secretlint-rule-', '') ?? 'secret';
  return rule.create(
    {
      sharedOptions: {},
      ignore: () => undefined,
      createTranslator: () => (messageId) => ({ message: String(messageId), messageId: String(messageId), data: {} }),
      report: ({ range: [from, end] }) => void found.push({ secret: looked.slice(from, end), kind, from }),
    },
    // Ids of keys are taken for secrets too; other rules do not know the option.
    { enableIDScanRule: true },
  );
}

/** One hit for each line that holds the beginning of a secret. Lines count from 1. */
export function linesWithSecrets(path: string, text: string): readonly { readonly line: number; readonly kind: string }[] {
  return findSecrets(text, path).map(({ from, kind }) => ({ line: text.slice(0, from).split('\n').length, kind }));
}
