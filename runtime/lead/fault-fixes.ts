/** What helps after a fault whose agent did not say it. */
import type { FaultKind } from '../model/agents.ts';

const FIXES: Readonly<Record<FaultKind, string>> = {
  auth: 'Sign in to the agent, or set the key that it asks for; `okstra doctor` tells what is missing.',
  model: 'Choose another model: agents.<name>.model in okstra.yaml, or --executor-model / --verifier-model.',
  refusal: 'Word the item differently, or choose another agent.',
  'context-overflow': 'Give the agent less: a smaller item, or a model with a larger context window.',
  quota: 'Wait until the limit resets, or choose another agent with --executor; then run the item again.',
  overloaded: 'Wait until the service has recovered, or choose another agent with --executor; then run the item again.',
  network:
    'Check connection, proxy and endpoint of the agent (okstra doctor --online asks it one word); then run the item again.',
  stream: 'Run the item again. If it stays so, look at what the agent said: okstra inspect logs.',
  crash: 'Look at what the agent said last: okstra inspect logs; then run the item again.',
  silence: 'Look at what it was doing: okstra inspect logs. Raise run.silence when it needs longer, and run the item again.',
  'wall-clock': 'Look at what it was doing: okstra inspect logs. Raise --timeout or run.timeout, or make the item smaller.',
  'output-cap': 'Look at what it printed: okstra inspect logs; then run the item again.',
  budget: 'okstra resume goes on with a higher limit: --budget-tokens <n>, or --budget-usd <amount>.',
  loop: 'Look at the calls that it repeated: okstra inspect logs; then word the item differently, or choose another model.',
  'prompt-too-large': 'Make the item or its inputs smaller, or give the role to an agent that takes longer prompts.',
  cancelled: 'okstra resume goes on.',
  recording: 'Record the run again with --record, or change the step by hand.',
  unstartable: 'Start the program by hand to see what is wrong, or name another one: agents.<name>.program in okstra.yaml.',
};

export const fixOfFault = (kind: FaultKind): string => FIXES[kind];
