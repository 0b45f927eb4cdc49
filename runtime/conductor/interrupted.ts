/** Thrown by an action that gave up because the run is stopping; nothing is appended for it. */
export class Interrupted extends Error {}
