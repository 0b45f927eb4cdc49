export * from './agents.ts';
export * from './events.ts';
export * from './evidence.ts';
export * from './failure.ts';
export * from './findings.ts';
export * from './ids.ts';
export * from './item.ts';
export * from './plan.ts';
