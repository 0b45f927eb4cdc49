/** What shows that something kept is still as it was written. */

/**
 * 32 bits over all bytes: any change within one word of four bytes shows, and any other is missed once in four thousand million times. Node's
 * CRC-32 would do as well, but it comes with all of `zlib`, whose loading takes longer than reading what is asked for.
 */
export function sumOf(text: string): number {
  const bytes = Buffer.from(text);
  // A view of four bytes a word has to begin at a multiple of four.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.prototype.slice.call(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let sum = aligned.length | 0;
  for (let index = 0; index < words.length; index += 1) sum = mixed(sum, words[index] as number);
  for (let index = words.length * 4; index < aligned.length; index += 1) sum = mixed(sum, aligned[index] as number);
  return sum >>> 0;
}

/** For a given word each sum has one successor, and each successor one sum before it. */
function mixed(sum: number, word: number): number {
  const product = Math.imul(sum ^ word, 0x9e3779b1);
  return (product << 13) | (product >>> 19);
}
