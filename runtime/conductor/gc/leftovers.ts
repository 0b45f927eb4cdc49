/** What processes that died left behind, and what lies in caches longer than anybody needs it. */
import { basename, join } from 'node:path';
import { processStart } from '../../process/index.ts';
import { bytesBelow, infoOf, lastChangeMs, namesIn } from '../../store/disk.ts';
import { withCatalog } from '../../store/run-index/catalog.ts';
import { stateRoot } from '../../store/state-root.ts';
import { okstraHome } from '../ports.ts';
import { keyOf, TRASH } from './scope.ts';
import type { Garbage, GarbageKind, GcScope } from './types.ts';

const DAY_MS = 86_400_000;
/** Of a folder that belongs to a run of another checkout nothing is known but its age. */
const FOREIGN_MS = 7 * DAY_MS;
/** A file is replaced within milliseconds. */
const TEMPORARY_MS = DAY_MS;

export function findLeftovers(scope: GcScope): readonly Garbage[] {
  // They belong to no item.
  if (scope.items) return [];
  return [...scratch(scope), ...caches(scope), ...temporaries(scope), ...trash(scope)];
}

const leftover = (kind: GarbageKind, path: string, reason: string): Garbage => ({
  kind,
  name: basename(path),
  path,
  bytes: bytesBelow(path),
  reason,
  loses: [],
});

/** Folders of runs under way, and of `okstra land`, whose process is gone. */
function scratch({ session, ports, held, now }: GcScope): readonly Garbage[] {
  const folder = join(okstraHome(ports.env), 'scratch');
  const items = new Map(withCatalog(session.repo.top, ({ heads }) => heads.map((head) => [head.runId, keyOf(head)])));
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const pid = /^land-.*-(\d+)(?:-tmp)?$/.exec(name)?.[1];
    const age = now - lastChangeMs(path);
    if (pid !== undefined)
      return processStart(Number(pid)) === undefined ? [leftover('scratch', path, `process ${pid} is gone`)] : [];
    const item = items.get(name);
    if (item !== undefined) return held.has(item) ? [] : [leftover('scratch', path, 'nobody works on its run')];
    return age > FOREIGN_MS ? [leftover('scratch', path, `nothing happened in it for ${Math.floor(age / DAY_MS)} days`)] : [];
  });
}

function caches({ ports, retention, now }: GcScope): readonly Garbage[] {
  const folder = join(okstraHome(ports.env), 'cache');
  return ['baseline', 'code'].flatMap((name) =>
    namesIn(join(folder, name)).flatMap((file) => {
      const path = join(folder, name, file);
      const age = now - (infoOf(path)?.mtimeMs ?? now);
      return age > retention.cacheMs ? [leftover('cache', path, `not used for ${Math.floor(age / DAY_MS)} days`)] : [];
    }),
  );
}

const DRAFT = /\.\d+\.tmp$/;

/** Drafts of files that were to be replaced whole, where the process died first. */
function temporaries({ session, ports, now }: GcScope): readonly Garbage[] {
  const root = stateRoot(session.repo.top);
  const runs = withCatalog(session.repo.top, ({ heads }) => heads.map(({ dir }) => dir));
  const folders = [
    root,
    join(okstraHome(ports.env), 'cache'),
    ...runs.flatMap((dir) => [dir, ...['state', 'report', 'prompts', 'results', 'diffs'].map((name) => join(dir, name))]),
  ];
  return folders.flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const path = join(folder, name);
      const isOld = DRAFT.test(name) && now - (infoOf(path)?.mtimeMs ?? now) > TEMPORARY_MS;
      return isOld ? [leftover('temporary', path, 'its process died before the file was whole')] : [];
    }),
  );
}

/** What a gc that was killed had already taken out of its place. */
function trash({ session }: GcScope): readonly Garbage[] {
  const folder = join(stateRoot(session.repo.top), TRASH);
  return namesIn(folder).flatMap((name) => {
    const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? 0);
    return pid > 0 && processStart(pid) !== undefined
      ? []
      : [leftover('trash', join(folder, name), 'an earlier gc was interrupted')];
  });
}
