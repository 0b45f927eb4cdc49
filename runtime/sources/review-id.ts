/** How a reviewed change is called among the items. */
import type { ReviewedChange } from '../model/plan.ts';

export const REVIEW_GROUP = 'review';

const SHORT = 10;
const WORKING_TREE = 'uncommitted';

/** The same change has the same id, whatever it is called. */
export function reviewId({ kind, base, commit, tree }: ReviewedChange): string {
  const to = kind === 'working-tree' ? `${WORKING_TREE}-${tree.slice(0, SHORT)}` : commit.slice(0, SHORT);
  return `review-${base.slice(0, SHORT)}-${to}`;
}

/** The command line that reviews the change of such an id once more. */
export function reviewAgain(id: string): string {
  const [, base = '', to = ''] = id.split('-');
  return to === WORKING_TREE ? 'okstra review --working-tree' : `okstra review ${base}..${to}`;
}
