import { lstatSync, readFileSync } from 'node:fs';
import { placeIn } from './place.ts';
import { replaceFile } from './replace.ts';
import { inputOf, pathInput, problem, type Tool, textOf } from './tool.ts';

const MOST_BYTES = 32 * 1024 * 1024;

export const editFile: Tool = {
  name: 'edit_file',
  shownAs: 'edit_file',
  description: 'Replaces one place of a text file. old_text must stand in it exactly once, with every blank and line end.',
  input: inputOf(
    {
      path: pathInput('Relative to the working folder.'),
      old_text: { type: 'string', description: 'As it stands in the file, with enough around it to be there once.' },
      new_text: { type: 'string' },
    },
    ['path', 'old_text', 'new_text'],
  ),
  detail: (input) => textOf(input, 'path') ?? '',
  async run(input, { top, say }) {
    const path = textOf(input, 'path');
    const [before, after] = [textOf(input, 'old_text'), textOf(input, 'new_text')];
    if (path === undefined || before === undefined || after === undefined)
      return problem('Expected path, old_text and new_text.');
    if (before === '') return problem('Expected old_text, found none. write_file makes a file.');
    if (before === after) return problem('old_text and new_text are the same: nothing was changed.');
    const placed = placeIn(top, path);
    if (!placed.ok) return problem(placed.problem);
    const stat = lstatSync(placed.path, { throwIfNoEntry: false });
    if (stat === undefined) return problem(`There is no file ${path}.`);
    if (!stat.isFile()) return problem(`${path} is no ordinary file.`);
    if (stat.size > MOST_BYTES) return problem(`${path} has ${stat.size} bytes; at most ${MOST_BYTES} can be edited.`);
    const bytes = readFileSync(placed.path);
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes)) return problem(`${path} is no UTF-8 text: an edit would change the rest of it.`);
    const times = text.split(before).length - 1;
    if (times !== 1)
      return problem(
        times === 0 ? notThere(path, text, before) : `old_text stands in ${path} ${times} times; name more around it.`,
      );
    const written = replaceFile(
      top,
      placed.path,
      text.replace(before, () => after),
    );
    if (!('change' in written)) return problem(`${path} was not changed. ${written.text}`);
    say({ type: 'file-change', path: placed.name, change: 'update' });
    return { text: `Changed ${placed.name} at line ${text.slice(0, text.indexOf(before)).split('\n').length}.` };
  },
};

function notThere(path: string, text: string, before: string): string {
  const said = `old_text does not stand in ${path}; nothing was changed.`;
  if (text.includes('\r\n') && text.replaceAll('\r\n', '\n').includes(before)) return `${said} Its lines end in \\r\\n.`;
  return said;
}
