/** Text of agents and of what they ran, made fit for a terminal: nothing in it moves the cursor, changes colours, or turns the reading direction. Pure. */
import { stripVTControlCharacters } from 'node:util';

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Line ends and tabs stay; a carriage return becomes a line end. */
export const safeText = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '');

/** For text with colours of our own in it: they stay, everything else goes. */
export const safeWithColours = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .split(/(\x1b\[[\d;]*m)/)
    .map((part, index) => (index % 2 === 1 ? part : safeText(part)))
    .join('');
