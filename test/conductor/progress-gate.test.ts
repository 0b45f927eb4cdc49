import { describe, expect, test } from 'vitest';
import type { Progress } from '../../runtime/conductor/api.ts';
import { openProgressGate } from '../../runtime/conductor/progress-gate.ts';
import type { DriverEvent } from '../../runtime/model/agents.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';

function gate() {
  let now = 1000;
  const told: Progress[] = [];
  const made = openProgressGate({
    dispatch: 'executor-1',
    seat: 'executor',
    redactor: makeRedactor(['hunter2hunter2']),
    emit: (progress) => told.push(progress),
    now: () => new Date(now),
  });
  const events = (): readonly DriverEvent[] => told.flatMap((each) => (each.type === 'agent' ? [each.event] : []));
  const lines = (): readonly string[] => told.flatMap((each) => (each.type === 'output' ? [each.line] : []));
  const skipped = () => told.filter((each) => each.type === 'skipped');
  return { ...made, told, events, lines, skipped, pass: (ms: number) => void (now += ms) };
}

describe('what is told to whoever watches', () => {
  test('is redacted, in every text of an event', () => {
    const { event, events } = gate();
    event({ type: 'tool-started', id: '1', tool: 'shell', detail: 'curl -u me:hunter2hunter2' });
    event({ type: 'error', fault: { kind: 'auth', message: 'hunter2hunter2 is wrong' }, final: false });
    event({ type: 'structured', value: { deep: ['hunter2hunter2'] } });
    expect(JSON.stringify(events())).not.toContain('hunter2');
  });

  test('a text that comes in parts is told as far as no secret can reach into what follows, the rest when it has ended', () => {
    const { event, events } = gate();
    event({ type: 'delta', text: 'the word is hunt' });
    event({ type: 'delta', text: 'er2hun' });
    event({ type: 'delta', text: 'ter2, and hun' });
    event({ type: 'turn-finished' });
    const texts = events().map((each) => (each.type === 'delta' ? each.text : each.type));
    expect(texts).toEqual(['the word is ', '', '[redacted:env], and ', 'hun', 'turn-finished']);
  });

  test('a long text is cut between two words', () => {
    const { event, events } = gate();
    event({ type: 'message', text: `${'word '.repeat(13_107)}hunter2hunter2` });
    const [only] = events();
    const text = only?.type === 'message' ? only.text : '';
    expect(text.endsWith('word  […]')).toBe(true);
    expect(text).not.toContain('hunt');
  });
});

describe('in a flood', () => {
  test('at most 200 events and 200 lines are told each second, and then how many more there were', () => {
    const { event, output, end, events, lines, skipped, pass } = gate();
    for (let n = 0; n < 1000; n += 1) {
      event({ type: 'message', text: String(n) });
      output(`line ${n}\n`, 'stdout');
    }
    expect([events().length, lines().length]).toEqual([200, 200]);
    pass(1000);
    event({ type: 'message', text: 'later' });
    expect(skipped()).toEqual([{ type: 'skipped', dispatch: 'executor-1', seat: 'executor', events: 800, lines: 800 }]);
    expect(events().at(-1)).toEqual({ type: 'message', text: 'later' });
    output('the end', 'stderr');
    end();
    expect(lines().at(-1)).toBe('the end');
    expect(skipped()).toHaveLength(1);
  });

  test('a call that was told has an end that is told', () => {
    const { event, events } = gate();
    event({ type: 'tool-started', id: 'first', tool: 'shell', detail: 'make' });
    for (let n = 0; n < 1000; n += 1) event({ type: 'tool-started', id: `t${n}`, tool: 'shell', detail: '' });
    for (let n = 0; n < 1000; n += 1) event({ type: 'tool-finished', id: `t${n}`, tool: 'shell', detail: '' });
    event({ type: 'tool-finished', id: 'first', tool: 'shell', detail: '' });
    const open = new Set<string>();
    for (const each of events()) {
      if (each.type === 'tool-started') open.add(each.id);
      if (each.type === 'tool-finished') open.delete(each.id);
    }
    expect([...open]).toEqual([]);
  });
});
