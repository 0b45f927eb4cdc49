/** What the writer of a change that exists already says of it. */
import type { ReviewedChange } from '../model/plan.ts';

/** Empty when there is no commit. */
export const commitMessages = ({ commits }: Pick<ReviewedChange, 'commits'>): string =>
  commits.map(({ sha, message }) => `commit ${sha}\n\n${message}\n`).join('\n');
