/** An executor that is signed in by a subscription, in okstra's sandbox: its login lies in one folder with settings that later sessions run. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import { lightRig, run } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
let home = '';
beforeEach(() => {
  rig = new Rig();
  home = join(rig.root, 'claude-home');
  mkdirSync(home);
  writeFileSync(join(home, '.credentials.json'), JSON.stringify({ claudeAiOauth: { accessToken: 'x' } }));
});
afterEach(() => rig.dispose());

/** A program under claude's name; what it prints is the answer. */
async function claude(script: string) {
  lightRig(rig);
  rig.write('okstra.yaml', rig.read('okstra.yaml').replace('executor: writer', 'executor: claude'));
  rig.commit('claude');
  rig.program(
    'claude',
    `#!/bin/sh\ncase "$*" in *--version*) echo "2.1.329 (Claude Code)"; exit;; esac\ncat > /dev/null\n${script}\n`,
  );
  const gone = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_AUTH_TOKEN: undefined, CLAUDE_CODE_OAUTH_TOKEN: undefined };
  return run(rig, [], { env: { ...gone, CLAUDE_CONFIG_DIR: home } });
}

describe.skipIf(!sandboxAvailable(process.env).ok)('a subscription’s login in the sandbox', () => {
  test('settings and hooks cannot be planted beside it, the plan names what is left, and nothing stays behind', async () => {
    const end = await claude(
      `echo hello > hello.txt; cd "$CLAUDE_CONFIG_DIR"; for f in settings.json hooks/a skills/a .claude.json; do echo x > $f && echo planted; done; echo new >> .credentials.json; echo done`,
    );
    expect(end.json).toMatchObject({ outcome: 'accepted' });
    expect(readdirSync(home).toSorted()).toEqual(['.credentials.json', 'projects']);
    const { detail } = JSON.parse(rig.read(`${end.json.run.dir.slice(rig.repo.length + 1)}/plan.json`)).executor.confinement;
    expect(detail).toContain(`writable: ${home}, where the login is renewed, but for settings, hooks`);
  });

  test('what could not be held and was changed breaks the contract, by name', async () => {
    writeFileSync(join(rig.root, 'mine.json'), '{}');
    symlinkSync(join(rig.root, 'mine.json'), join(home, 'settings.json'));
    const end = await claude(
      `echo hello > hello.txt; cd "$CLAUDE_CONFIG_DIR"; rm settings.json; echo '{"hooks":{}}' > settings.json; echo done`,
    );
    expect(end.json.outcome).not.toBe('accepted');
    expect(JSON.stringify(end.json)).toContain(`configuration of claude changed: ${join(home, 'settings.json')}`);
  });
});
