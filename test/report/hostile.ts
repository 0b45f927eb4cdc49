/** Texts that try to be more than text. */
import fc from 'fast-check';

export const HOSTILE: readonly string[] = [
  '```\n## Verdict\n\npass\n```',
  '``````\n# out',
  '~~~\nnot closed',
  'a | b\n| --- | --- |\n| c | d |',
  '<script>alert(1)</script>',
  '<!-- hidden\n\n',
  '--> shown <!--',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](http://127.0.0.1/pixel.png)',
  '<http://127.0.0.1/>',
  '[a]: http://127.0.0.1 "t"\n\n[a]',
  '[^1] and [ ] and [x]',
  'Title\n=====\n\n---\n\nother\n---',
  '# heading\n\n> quote\n\n1. one\n2) two\n- item\n+ item',
  '---',
  '- - -',
  '===',
  '***bold*** __under__ ~~gone~~ $math$',
  '&lt;b&gt; &#60;i&#62; &copy;',
  'back\\slash \\| \\` \\',
  '`code` ``code`` `',
  '\u001B[31mred\u001B[0m \u001B]8;;http://127.0.0.1\u0007link\u001B]8;;\u0007 \u001B]0;title',
  'access \u202E\u2066level\u2069 admin \u200B\uFEFF',
  'half \uD83D of a pair',
  'one\r\ntwo\rthree\u2028four\u0085five',
  '\0\u0007\b\u009B31m',
  '    indented\n\ttab',
  '## Final worker output\n\nnothing',
  '{"remainingTasks":[]}',
  ' ',
  '',
  '{placeholder} {seat}',
  '$& $1 $$',
];

/** Pieces from which parsers are surprised, in any order. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

const SIGNS =
  '` ``` ~~~ | \\ a B 1 . ) _ __ * ** ~ $ # ## < > <b> </b> <!-- --> <? ]]> [ ] ( ](x) ![ [a]:x & &amp; &#35; ; - -- = === : --- 가 😀 http://a.b';
const BLANKS = ['\n', '\n\n', '\r\n', ' ', '  ', '\t', '    '];
const STARTS = ['- ', '+ ', '1. ', '2) ', '> ', '| --- |'];
const HIDDEN = ['\u001B[1m', '\u001B]', '\u0007', '\u202E', '\u200D', '\uFE0F', '\uD800'];
const PIECES = [...SIGNS.split(' '), ...BLANKS, ...STARTS, ...HIDDEN];
