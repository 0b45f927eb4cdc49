import { describe, expect, test } from 'vitest';
import type { LeadLimits } from '../../runtime/lead/index.ts';
import { panelOf } from '../../runtime/lead/index.ts';
import type { RunEventBody } from '../../runtime/model/events.ts';
import type { ChangedFile } from '../../runtime/model/evidence.ts';
import type { Severity } from '../../runtime/model/findings.ts';
import { attempt, audited, captured, dispatched, ended, fault, judged, type Rig, ready, verdict } from './build.ts';

const ROSTER = ['verifier:own', 'verifier:a', 'verifier:b', 'verifier:a2'];
const VENDORS: Readonly<Record<string, string>> = {
  'verifier:own': 'acme',
  'verifier:a': 'alpha',
  'verifier:b': 'beta',
  'verifier:a2': 'alpha',
};
const rules = (over: Partial<NonNullable<LeadLimits['panel']>> = {}): LeadLimits => ({
  panel: {
    roster: ROSTER.map((id) => ({ id, vendor: VENDORS[id] ?? '' })),
    writer: 'acme',
    requireCrossVendor: false,
    ...over,
  },
});
const file = (path: string, lines: number, binary = false): ChangedFile => ({
  path,
  status: 'modified',
  insertions: lines,
  deletions: 0,
  binary,
});
const changed = (files: readonly ChangedFile[], n = 1): RunEventBody => {
  const event = captured(n);
  return event.type === 'candidate-captured' ? { ...event, candidate: { ...event.candidate, files } } : event;
};
const withChange = (files: readonly ChangedFile[], gravest: Severity | null = null): Rig =>
  ready({ verifiers: ROSTER }).add(
    attempt(1),
    dispatched('executor-1', 'executor'),
    ended('executor-1'),
    changed(files),
    { type: 'checks-finished', attempt: 1 },
    { ...audited(1), gravest } as RunEventBody,
  );
const seatsOf = (rig: Rig, limits: LeadLimits): readonly string[] => {
  const [action] = rig.decide(limits);
  return action?.type === 'choose-panel' ? action.seats : [];
};
const chosen = (seats: readonly string[]): RunEventBody => ({
  type: 'panel-chosen',
  attempt: 1,
  seats,
  leftOut: ROSTER.filter((seat) => !seats.includes(seat)),
  reason: 'small',
  size: { files: 1, lines: 1 },
});

describe('the panel of a small change', () => {
  test.each([
    ['10 lines in 2 files', [file('a', 6), file('b', 4)], ['verifier:a']],
    ['11 lines', [file('a', 11)], ['verifier:a', 'verifier:b']],
    ['a line in each of 3 files', [file('a', 1), file('b', 1), file('c', 1)], ['verifier:a', 'verifier:b']],
    ['60 lines in 5 files', ['a', 'b', 'c', 'd', 'e'].map((name) => file(name, 12)), ['verifier:a', 'verifier:b']],
    ['61 lines', [file('a', 61)], []],
    ['a binary file', [file('a', 0, true)], []],
  ] as const)('%s: other vendors than the writer, each once', (_what, files, seats) => {
    expect(seatsOf(withChange(files), rules())).toEqual(seats);
  });

  test('whatever its size, the whole roster is asked where okstra itself found something grave', () => {
    expect(seatsOf(withChange([file('a', 1)], 'major'), rules())).toEqual([]);
    expect(seatsOf(withChange([file('a', 1)], 'minor'), rules())).toEqual(['verifier:a']);
  });

  test('whatever its size, the whole roster is asked in a later attempt', () => {
    const rig = withChange([file('a', 1)]).add(verdict(1, 'next-attempt'), { type: 'attempt-recorded', attempt: 1 }, attempt(2));
    rig.add(dispatched('executor-2', 'executor', 2), ended('executor-2'), changed([file('a', 1)], 2));
    rig.add({ type: 'checks-finished', attempt: 2 }, audited(2));
    expect(rig.decide(rules()).map(({ type }) => type)).toEqual(['dispatch', 'dispatch', 'dispatch', 'dispatch']);
  });

  test('where two vendors are required and nobody knows who wrote the change, two are asked', () => {
    const unknown = rules({ writer: null, requireCrossVendor: true });
    expect(seatsOf(withChange([file('a', 1)]), unknown)).toEqual(['verifier:own', 'verifier:a']);
    expect(seatsOf(withChange([file('a', 1)]), rules({ requireCrossVendor: true }))).toEqual(['verifier:a']);
  });

  test('without verification.panel: auto, and with one verifier, there is nothing to choose', () => {
    expect(
      withChange([file('a', 1)])
        .decide({})
        .map(({ type }) => type),
    ).toEqual(['dispatch', 'dispatch', 'dispatch', 'dispatch']);
  });
});

describe('once it was asked', () => {
  const asked = (): Rig =>
    withChange([file('a', 1)]).add(chosen(['verifier:a']), dispatched('verifier-1', 'verifier:a'), ended('verifier-1'));

  test('a clean pass is enough', () => {
    const rig = asked().add({ ...judged('verifier-1', 'verifier:a'), clean: true } as RunEventBody);
    expect(rig.decide(rules())).toEqual([{ type: 'give-verdict', attempt: 1, overBudget: false }]);
  });

  test('anything else brings in the whole roster, and only the others are asked', () => {
    const rig = asked().add({ ...judged('verifier-1', 'verifier:a'), clean: false } as RunEventBody);
    expect(seatsOf(rig, rules())).toEqual(ROSTER);
    rig.add(chosen(ROSTER));
    expect(panelOf(rig.state, rig.state.attempts[0] as never)).toEqual(ROSTER);
    expect(rig.decide(rules()).map((action) => ('seat' in action ? action.seat : ''))).toEqual([
      'verifier:own',
      'verifier:b',
      'verifier:a2',
    ]);
  });

  test('so does a verifier that gives no result', () => {
    const rig = withChange([file('a', 1)]).add(
      chosen(['verifier:a']),
      dispatched('verifier-1', 'verifier:a'),
      ended('verifier-1', fault('auth')),
    );
    expect(rig.decide(rules())).toMatchObject([{ type: 'choose-panel', seats: ROSTER }]);
  });
});
