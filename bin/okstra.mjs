#!/usr/bin/env node
// Old syntax and no import statement: on a Node that is too old this file must still be able to say so.
var needed = [22, 18];
var found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'okstra: expected Node.js ' +
      needed.join('.') +
      ' or newer, found ' +
      process.versions.node +
      ' at ' +
      process.execPath +
      '\n' +
      'fix: install Node.js 24 from https://nodejs.org, or run: npx -p node@24 -p okstra okstra\n',
  );
  process.exitCode = 2;
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(JSON.parse(readText(new URL('../package.json', import.meta.url))).version + '\n');
} else if (isHelp(process.argv) && printed('../dist/help.txt')) {
  // The build wrote it.
} else {
  start(new URL('../dist/cli/main.js', import.meta.url));
}

function isHelp(argv) {
  return argv.length === 3 && (argv[2] === '--help' || argv[2] === '-h');
}

function printed(path) {
  try {
    process.stdout.write(readText(new URL(path, import.meta.url)));
    return true;
  } catch {
    return false;
  }
}

function start(program) {
  import(program.href)
    .then(function (loaded) {
      return loaded.main(process.argv.slice(2));
    })
    .then(
      function (exitCode) {
        process.exitCode = exitCode;
      },
      function (error) {
        var missing = error && error.code === 'ERR_MODULE_NOT_FOUND' && !process.getBuiltinModule('node:fs').existsSync(program);
        process.stderr.write(
          missing
            ? 'okstra: expected the built program at ' +
                decodeURIComponent(program.pathname) +
                ', found nothing\nfix: npm run build\n'
            : 'okstra: a bug in okstra: ' + ((error && error.stack) || error) + '\n',
        );
        process.exitCode = missing ? 2 : 5;
      },
    );
}

function readText(file) {
  return process.getBuiltinModule('node:fs').readFileSync(file, 'utf8');
}
