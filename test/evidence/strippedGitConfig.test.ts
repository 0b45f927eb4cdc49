import { expect, test } from 'vitest';
import { includesOf, strippedGitConfig } from '../../runtime/evidence/strippedGitConfig.ts';

test('a configuration without its logins keeps everything else, in its order', () => {
  const text = `# token S3CRET \\
[user]
	name = "Me # and; you" ; S3CRET
[Credential]
	helper = !echo S3CRET
[http "https://a.example/#x"] ExtraHeader = one \\
	S3CRET
	sslVerify
	proxy = "me:S3CRET@proxy:80"
[remote "o"] # S3CRET \\
	url = https://me:S3@CRET@a.example/b
	pushurl = ssh://git@a.example/b
[credential.https://b]
	username = S3CRET
[url "https://S3CRET@a/"]
	insteadOf = a:
[sendemail]
	smtpPass = S3CRET
[core]
	quotePath = false`;
  expect(strippedGitConfig(text).replaceAll(/[ \t]+$/gm, '')).toBe(`[user]
	name = "Me # and; you"
[http "https://a.example/#x"]
	sslVerify
	proxy = "proxy:80"
[remote "o"]
	url = https://a.example/b
	pushurl = ssh://git@a.example/b
[url "https://a/"]
	insteadOf = a:
[sendemail]
[core]
	quotePath = false
`);
});

test('what is included is known by its path, conditional or not', () => {
  const text = '[include]\n\tpath = ~/more # mine\n[includeIf "gitdir:~/work/"]\n\tpath = "a \\"b\\""\n[alias]\n\tpath = no\n';
  expect(includesOf(text)).toEqual(['~/more', 'a "b"']);
});
