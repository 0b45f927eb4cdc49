import { StringDecoder } from 'node:string_decoder';

/** Longest line handed on, in characters. Agents put whole files and pictures into one line of their stream. */
export const MAX_LINE = 8 * 1024 * 1024;

export interface LineSplitter {
  /** Takes bytes as they come; characters cut in two at a border are put together again. */
  push(bytes: Uint8Array): void;
  /** The same for text. Either bytes or text, not both. */
  pushText(text: string): void;
  /** Hands on what stands after the last line end. */
  end(): void;
}

/**
 * Cuts a stream of bytes into lines. `\n` and `\r\n` end a line and are not part of it. What goes beyond `maxLine` characters is dropped and
 * a note at the end of the line says how much.
 */
export function splitLines(onLine: (line: string) => void, maxLine: number = MAX_LINE): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  let dropped = 0;

  const extend = (text: string): void => {
    const room = maxLine - pending.length;
    pending += text.length <= room ? text : text.slice(0, room);
    dropped += Math.max(0, text.length - room);
  };
  const finish = (): void => {
    const line = pending.endsWith('\r') && dropped === 0 ? pending.slice(0, -1) : pending;
    const note = dropped === 0 ? '' : ` [okstra: line cut, ${dropped} more characters]`;
    pending = '';
    dropped = 0;
    onLine(line + note);
  };
  const take = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      extend(text.slice(from, at));
      finish();
      from = at + 1;
    }
    extend(text.slice(from));
  };

  return {
    push: (bytes) => take(decoder.write(bytes)),
    pushText: take,
    end: () => {
      take(decoder.end());
      if (pending !== '' || dropped > 0) finish();
    },
  };
}
