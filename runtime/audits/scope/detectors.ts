/** The library's detectors for secrets, apart so that they are loaded only when there is something to look at. */
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

const PRESET = '@secretlint/secretlint-rule-preset-recommend';

/** One hit for each line that holds a secret. Lines count from 1. A detector that fails finds nothing. */
export async function detectSecrets(path: string, text: string): Promise<{ readonly line: number; readonly kind: string }[]> {
  try {
    const { messages } = await lintSource({
      source: { filePath: path, content: text, ext: '', contentType: 'text' },
      options: {
        maskSecrets: true,
        noPhysicFilePath: true,
        config: {
          rules: [
            {
              id: PRESET,
              rule: creator,
              options: {},
              rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }],
            },
          ],
        },
      },
    });
    return messages
      .filter(({ type }) => type === 'message')
      .map(({ loc, ruleId }) => ({
        line: loc.start.line,
        kind: ruleId.split('/').at(-1)?.replace('secretlint-rule-', '') ?? 'secret',
      }));
  } catch {
    return [];
  }
}
