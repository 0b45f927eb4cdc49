/** What shows that something kept is still as it was written. */

let crc: ((data: string | Uint8Array) => number) | undefined;

/** CRC-32. Loaded when there is an index to be read or written: `zlib` takes longer to load than a few journals take to read. */
export function sumOf(data: string | Uint8Array): number {
  crc ??= process.getBuiltinModule('node:zlib').crc32;
  return crc(data);
}
