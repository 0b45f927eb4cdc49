import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, test } from 'vitest';
import { findSecrets, linesWithSecrets, secretsIn } from '../../runtime/redaction/detectors.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';

const letters = (count: number): string => 'aB3dE5fG7h'.repeat(Math.ceil(count / 10)).slice(0, count);
const only = (count: number): string => 'aBcDeFgHiJ'.repeat(Math.ceil(count / 10)).slice(0, count);
const hex = (count: number): string => '0a1b2c3d4e'.repeat(Math.ceil(count / 10)).slice(0, count);

/** A text for each rule of the library in which it finds something. Put together here, so that no scanner takes this file for a leak. */
const SAMPLES: Readonly<Record<string, string>> = {
  aws: `AWS_SECRET_ACCESS_KEY=${letters(20)}/${letters(19)}`,
  npm: `//registry.example.com/:_authToken=${letters(36)}`,
  basicauth: `https://someone:${letters(12)}@example.com/path`,
  slack: `https://${['hooks', 'slack', 'com'].join('.')}/services/T${letters(9)}/B${letters(9)}/${letters(24)}`,
  sendgrid: `SG.${letters(22)}.${letters(43)}`,
  shopify: `shpat_${letters(32)}`,
  stripe: `sk_live_${letters(24)}`,
  github: `ghp_${letters(36)}`,
  gitlab: `glpat-${letters(20)}`,
  grafana: `glsa_${letters(32)}_${hex(8)}`,
  openai: `sk-${letters(20)}T3BlbkFJ${letters(20)}`,
  anthropic: `sk-ant-api03-${letters(93)}AA`,
  groq: `gsk_${letters(52)}`,
  huggingface: `hf_${only(34)}`,
  linear: `lin_api_${letters(40)}`,
  notion: `ntn_12345678901${letters(35)}`,
  'database-connection-string': `postgres://app:${letters(16)}@db.internal.example.com:5432/shop`,
  'hashicorp-vault': `hvs.${letters(95)}`,
  vercel: '',
  databricks: `dapi${hex(32)}`,
  docker: `dckr_pat_${letters(27)}`,
  figma: `figd_${letters(44)}`,
  cloudflare: `cfut_${letters(40)}${hex(8)}`,
  tailscale: `tskey-auth-${letters(16)}-${letters(32)}`,
};

/** Looked for by okstra's own shapes, found in files only, with a checksum, or no scanner. */
const WITHOUT_SAMPLE = ['gcp', 'privatekey', '1password', 'vercel', 'filter-comments'];

const names = rules.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', ''));

test('every rule of the library has a sample here: a new one needs its sign', () => {
  expect(names.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    [...new Set([...Object.keys(SAMPLES), ...WITHOUT_SAMPLE])].toSorted((a, b) => (a < b ? -1 : 1)),
  );
});

describe.each(Object.entries(SAMPLES).filter(([, sample]) => sample !== ''))('%s', (kind, sample) => {
  test('is found by its rule, and no less when only lines with a sign are looked at', () => {
    expect(findSecrets(sample, '.npmrc').map((found) => found.kind)).toContain(kind);
    expect(secretsIn(`first line\n${'x '.repeat(500)}\n${sample}\nlast`).map((found) => found.kind)).toContain(kind);
  });

  test('is gone from a stream, also escaped in JSON and cut anywhere', () => {
    const redactor = makeRedactor([], { detect: secretsIn });
    const secret = /[A-Za-z0-9_/-]{12,}/.exec(sample.replace(/^.*(?:=|services.|someone:|app:)/, ''))?.[0] ?? '';
    expect(secret.length).toBeGreaterThan(11);
    for (const whole of [`before\n${sample}\nafter\n`, `${JSON.stringify({ text: JSON.stringify({ said: sample }) })}\n`]) {
      const expected = redactor.text(whole);
      expect(expected).toContain('[redacted:');
      expect(expected).not.toContain(secret);
      for (let at = 0; at <= whole.length; at += 7) {
        const stream = redactor.stream();
        expect(stream.push(whole.slice(0, at)) + stream.push(whole.slice(at)) + stream.end()).toBe(expected);
      }
    }
  });
});

test('a comment in the text does not switch the rules off', () => {
  expect(linesWithSecrets('a.txt', `// secretlint-disable\nconst key = '${SAMPLES['stripe']}';\n`)).toMatchObject([
    { line: 2, kind: 'stripe' },
  ]);
});

test('a line of any length is looked at, piece by piece, and no cut goes through a secret', () => {
  const redactor = makeRedactor([], { detect: secretsIn });
  for (const at of [65_500, 65_536 - 4096 - 10, 61_440, 131_000]) {
    const whole = `${'word '.repeat(Math.ceil(at / 5)).slice(0, at)} ${SAMPLES['stripe']} ${'word '.repeat(30_000)}`;
    expect(redactor.text(whole)).toBe(whole.replace(SAMPLES['stripe'] ?? '', '[redacted:stripe]'));
  }
});
