/** A change that exists already, as a work item: nobody asked for it through okstra, so nothing is written back anywhere. */
import { makeTaskKey } from '../model/ids.ts';
import type { WorkItem } from '../model/item.ts';
import type { ReviewedChange } from '../model/plan.ts';
import { REVIEW_GROUP, reviewId } from './review-id.ts';
import type { WriteBack } from './source.ts';
import { parseCriteria } from './spec-folders/criteria.ts';

export const nothingToWriteBack: WriteBack = {
  writeBackPatterns: () => [],
  inProgress: '',
  markInProgress: async () => '',
  recordVerdict: async () => undefined,
  recordOutcome: async () => '',
  sendBack: async () => undefined,
  writeReport: async () => undefined,
  create: () => Promise.reject(new Error('a review makes no items by itself')),
};

/** What a change is held against. */
export type ReviewMeasure =
  /** Nothing was named: the writer's own words, or common sense where there are none. */
  | { readonly kind: 'own-words' }
  | { readonly kind: 'criteria'; readonly text: string }
  | { readonly kind: 'item'; readonly item: WorkItem };

export interface ReviewItemRequest {
  readonly project: string;
  readonly change: ReviewedChange;
  readonly measure: ReviewMeasure;
  /** Absolute top of the checkout. */
  readonly top: string;
  /** Command lines of the project's checks. */
  readonly commands: readonly string[];
}

const OWN_WORDS = 'The change does what its commit messages say, and breaks nothing.';
const NO_WORDS = 'The change is whole and does what it sets out to do, and breaks nothing.';

export function reviewItem({ project, change, measure, top, commands }: ReviewItemRequest): WorkItem {
  const id = reviewId(change);
  const place = `.okstra/tasks/${REVIEW_GROUP}/${id}`;
  return {
    dir: `${top}/${place}`,
    path: place,
    checklist: '',
    acceptanceCommands: [],
    ...measured(change, measure, commands),
    key: makeTaskKey(project, REVIEW_GROUP, id),
    source: 'review',
    group: REVIEW_GROUP,
    id,
    name: `Review of ${change.name}`,
    dependsOn: [],
    lifecycle: 'pending',
    nativeStatus: '',
    carriedTasks: [],
    writeBackPaths: [],
  };
}

type Measured = Pick<WorkItem, 'body' | 'criteria'> & Partial<WorkItem>;

function measured(change: ReviewedChange, measure: ReviewMeasure, commands: readonly string[]): Measured {
  switch (measure.kind) {
    case 'item': {
      const { dir, path, body, checklist, criteria, acceptanceCommands, labels, files } = measure.item;
      return {
        dir,
        path,
        body,
        checklist,
        criteria,
        acceptanceCommands,
        ...(labels === undefined ? {} : { labels }),
        ...(files === undefined ? {} : { files }),
      };
    }
    case 'criteria':
      return { body: measure.text, criteria: parseCriteria({ checklist: measure.text, body: measure.text, commands }) };
    default: {
      const text = change.commits.length === 0 ? NO_WORDS : OWN_WORDS;
      return { body: `${text}\n`, criteria: [{ id: 'SPEC', text, kind: 'whole' }] };
    }
  }
}
