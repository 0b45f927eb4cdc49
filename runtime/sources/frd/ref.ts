/** How feature documents and their tasks are referred to. Pure. */

/**
 * `FRD-001-T4`, `frd-001-t4`, `frd-001/FRD-001-T4`, `FRD-001`, each with `frd:` or without, and `frd:next`.
 * @returns the id, `next`, or undefined for what means something else
 */
export function frdRef(ref: string): string | undefined {
  if (ref === 'frd:next') return 'next';
  const bare = ref.replace(/^frd:/, '').replace(/^frd-\d{3}\//, '');
  return /^frd-\d{3}(?:-t\d+)?$/i.test(bare) ? bare.toUpperCase() : undefined;
}
