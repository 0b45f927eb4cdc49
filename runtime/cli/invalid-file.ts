/** A file that was read and is not what it has to be: one error that lists every problem. */
import type { Failure, OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { placeText } from './failure-text.ts';

/** @param problems never empty */
export function invalidFile(file: string, problems: readonly Failure[]): OkstraError {
  const lines = problems.map((problem) => `  ${problemText(problem)}`);
  const [first] = problems;
  return fail(
    'findings',
    'file-invalid',
    `Expected a valid file, found ${problems.length} problem${problems.length === 1 ? '' : 's'} in ${file}:\n${lines.join('\n')}`,
    {
      ...(first?.fix === undefined ? {} : { fix: first.fix }),
      ...(first?.place === undefined ? {} : { place: first.place }),
      details: { problems },
    },
  );
}

/** `file:line:column (field): code: message`; the code behind the word that a convention has for its kind, where there is one. */
export const problemText = ({ place, code, message }: Failure, kind?: string): string =>
  `${place === undefined ? '' : `${placeText(place)}: `}${kind === undefined ? '' : `${kind} `}${code}: ${message}`;
