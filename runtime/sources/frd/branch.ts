/** Names of the branches that bundles are implemented on. Pure. */

/** `FRD-001-T4` → `f001-t4`. */
export function compactId(taskId: string): string {
  const [, frd, task] = /^FRD-(\d{3})-T(\d+)$/.exec(taskId) ?? [];
  if (frd === undefined || task === undefined) throw new Error(`no id of a task: ${taskId}`);
  return `f${frd}-t${task}`;
}

/**
 * `codex/f001-t4` for one task, `codex/f001-t4-b` for a bundle, with `-a2`, `-a3` … behind it while another branch has that name.
 *
 * @param taskIds never empty
 * @param existing names of all branches, without `refs/heads/`
 */
export function branchName(taskIds: readonly string[], existing: ReadonlySet<string>): string {
  const [first] = taskIds;
  if (first === undefined) throw new Error('a bundle has at least one task');
  const name = `codex/${compactId(first)}${taskIds.length > 1 ? '-b' : ''}`;
  for (let agent = 1; ; agent += 1) {
    const candidate = agent === 1 ? name : `${name}-a${agent}`;
    if (!isTaken(candidate, existing)) return candidate;
  }
}

/** Git keeps branches as paths, and some disks know no difference between small and capital letters. */
function isTaken(name: string, existing: ReadonlySet<string>): boolean {
  if (existing.has(name)) return true;
  const folded = name.toLowerCase();
  return [...existing].some((other) => {
    const known = other.toLowerCase();
    return known === folded || known.startsWith(`${folded}/`);
  });
}
