/** Name, below the refs of a run, of the commit that okstra put on top of its candidate. */
export const SEALED = 'sealed';
