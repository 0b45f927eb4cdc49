/** Finding secrets in text and taking them out: by value, by shape, by the user's patterns, by a library (`detectors.ts`, loaded where it is wanted). Pure. */
export type { Detector } from './detect-lines.ts';
export { readSecretPattern } from './pattern.ts';
export { makeRedactor, type RedactingStream, type Redactor, type RedactorOptions } from './redact.ts';
export { makeTextWindow } from './text-window.ts';
