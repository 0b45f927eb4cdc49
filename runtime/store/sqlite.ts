/** SQLite as Node has it, loaded when it is first needed. */
import type * as Sqlite from 'node:sqlite';

let loaded: typeof Sqlite | undefined;

/** Node 22 warns on first use that the module is experimental; people who run okstra can do nothing about it. */
export function sqlite(): typeof Sqlite {
  if (loaded !== undefined) return loaded;
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    loaded = process.getBuiltinModule('node:sqlite');
    return loaded;
  } finally {
    process.emitWarning = warn;
  }
}
