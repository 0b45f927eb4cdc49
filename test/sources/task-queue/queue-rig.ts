/** A queue in a folder: specs, manifest, tasks, written literally. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Source, SourceOptions, WriteBack } from '../../../runtime/sources/index.ts';
import { openSource } from '../../../runtime/sources/index.ts';

export const API =
  '# API\n\n## Auth\n\n- POST /login answers 200 with a token\n- A wrong password answers 401\n\n## Orders\n\n- GET /orders lists the orders\n';
export const DATA = '# Data\n\n## Users\n\n- A user has a name\n';

export interface QueueRig {
  readonly top: string;
  put(path: string, content: string): void;
  read(path: string): string;
  source(options?: Partial<SourceOptions>): Source & WriteBack;
}

export function useQueueRig(): QueueRig {
  let top = '';
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'okstra-queue-'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));
  return {
    get top() {
      return top;
    },
    put(path, content) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), content);
    },
    read: (path) => readFileSync(join(top, path), 'utf8'),
    source(options = {}) {
      const source = openSource('task-queue', {
        repoTop: top,
        project: 'shop',
        acceptanceCommands: [],
        checkCommands: [],
        ...options,
      });
      return { ...source, ...source.under({ check: () => undefined }) };
    },
  };
}

export const TASKS = `# Implementation Tasks
**Generated**: 2031-04-02   **Spec version**: 0000000000000000
**Source specs**: api.md, data.md   **Source design tasks**: None

Prose of the user.

## Area: Data
### T-001: Users
- **Spec reference**: data.md, Section Users
- **Dependencies**: None
- **Status**: done
- **Source**: spec-derived
- **Acceptance criteria**:
  - [x] A user has a name
- **Complexity**: Simple

## Area: API Layer
### T-002: Login endpoints
- **Spec reference**: api.md, Section Auth
- **Dependencies**: T-001
- **Status**: pending
- **Source**: spec-derived
- **Acceptance criteria**:
  - [x] POST /login answers 200 with a token
  - [ ] npm test
- **Complexity**: Medium

### T-003: Orders
- **Spec reference**: api.md, Section Orders
- **Dependencies**: T-002
- **Status**: pending
- **Acceptance criteria**:
  - [ ] GET /orders lists the orders
`;
