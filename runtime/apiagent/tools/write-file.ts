import { placeIn } from './place.ts';
import { replaceFile } from './replace.ts';
import { inputOf, pathInput, problem, type Tool, textOf } from './tool.ts';

export const writeFile: Tool = {
  name: 'write_file',
  shownAs: 'write_file',
  description: 'Writes a file of the working folder, in place of what it held. Folders that are missing are made.',
  input: inputOf({ path: pathInput('Relative to the working folder.'), content: { type: 'string' } }, ['path', 'content']),
  detail: (input) => `${textOf(input, 'path') ?? ''} (${textOf(input, 'content')?.length ?? 0} characters)`,
  async run(input, { top, say }) {
    const path = textOf(input, 'path');
    const content = textOf(input, 'content');
    if (path === undefined || content === undefined) return problem('Expected path and content.');
    const placed = placeIn(top, path);
    if (!placed.ok) return problem(placed.problem);
    if (placed.name === '.') return problem('Expected a file, found the working folder itself.');
    const written = replaceFile(top, placed.path, content);
    if (!('change' in written)) return problem(`${path} was not written. ${written.text}`);
    say({ type: 'file-change', path: placed.name, change: written.change });
    return { text: `${written.change === 'add' ? 'Made' : 'Replaced'} ${placed.name}: ${Buffer.byteLength(content)} bytes.` };
  },
};
