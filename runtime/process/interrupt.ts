const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface InterruptHandlers {
  /** The first signal: stop starting, let running processes end. */
  soft(signal: NodeJS.Signals): void;
  /** Every further signal: end now. */
  hard(signal: NodeJS.Signals): void;
}

/** Listens for Ctrl-C, SIGTERM and a closed terminal. The function returned gives the signals back their usual meaning. */
export function onInterrupt(handlers: InterruptHandlers): () => void {
  let seen = 0;
  const listen = (signal: NodeJS.Signals): void => {
    seen += 1;
    if (seen === 1) handlers.soft(signal);
    else handlers.hard(signal);
  };
  for (const name of SIGNALS) process.on(name, listen);
  return () => {
    for (const name of SIGNALS) process.off(name, listen);
  };
}
