import { expect, test } from 'vitest';
import { renderVerifierTemplate } from '../../runtime/prompts/item-template.ts';
import { item as itemOf, valueOf } from '../prompts/support.ts';
import { useRig } from '../sources/spec-folders/tree.ts';

const rig = useRig();

test('an item without checklist, templates and optional fields is read all the same', () => {
  rig.put('specs/spec-07-export/SPEC.md', 'Words first.\n\n# CSV export\n\nText.\n');
  rig.put('specs/spec-07-export/metadata.json', '{}');
  const source = rig.source({ acceptanceCommands: ['npm test'] });
  const { item } = source.load(source.resolve('spec-07-export', rig.top).item);
  expect(item).toMatchObject({
    key: 'shop:specs:spec-07-export',
    id: 'spec-07-export',
    name: 'CSV export',
    checklist: '',
    criteria: [{ id: 'SPEC', kind: 'whole' }],
    acceptanceCommands: ['npm test'],
    dependsOn: [],
    nativeStatus: 'todo',
    lifecycle: 'pending',
    carriedTasks: [],
  });
  for (const field of ['files', 'executorTemplate', 'verifierTemplate']) expect(item).not.toHaveProperty(field);
});

test('an item whose text has no heading of level 1 is called unnamed, also in a run', () => {
  rig.put('specs/spec-07-export/SPEC.md', '## Second level\n');
  rig.put('specs/spec-07-export/metadata.json', '{}');
  const source = rig.source();
  expect(source.load(source.resolve('spec-07-export', rig.top).item).item.name).toBe('Unnamed spec');
});

test('the verifier template shows every value as its user wrote it', () => {
  const text =
    '{{SPEC_ID}}|{{SPEC_NAME}}|{{SPEC_BODY}}|{{ACCEPTANCE_COMMANDS}}|{{ACCEPTANCE_CHECKLIST}}|{{MODE}}\n{{IMPLEMENTATION_REPORT}}';
  const what = itemOf({ body: 'a ``` b', checklist: '- [ ] one' });
  const rendered = renderVerifierTemplate({ path: 'specs/review.prompt-template.md', text }, what, {
    mode: 'strict',
    report: 'SUMMARY\n- done',
  });
  expect(valueOf(rendered).text).toBe(
    'spec-03-prices|Round prices|a ``` b|- npm test\n- npm run lint|- [ ] one|strict\n```\nSUMMARY\n- done\n```',
  );
});

test('items are the folders directly below the specs root whose names begin with spec-, and no others', () => {
  rig.spec('spec-01-a');
  for (const folder of ['specimen', 'my-spec-02-b', 'Spec-03-c', 'spec-01-a/spec-04-d', 'more/spec-05-e']) {
    rig.put(`specs/${folder}/SPEC.md`, '# x\n');
    rig.put(`specs/${folder}/metadata.json`, '{}');
  }
  const { items, notices } = rig.source().discover();
  expect(items.map(({ id }) => id)).toEqual(['spec-01-a']);
  expect(notices).toEqual([]);
});
