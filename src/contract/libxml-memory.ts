/**
 * The memory of libxml2. The library's functions are driven directly: the package's own document objects make a
 * path for each error, which takes minutes for a message with a hundred thousand of them. Only the libxml files
 * of this folder know of it.
 */
import moduleLoader from 'libxml2-wasm/lib/libxml2raw.mjs';

export const xml = await moduleLoader();
xml._xmlSetWinPathEnabled(process.platform === 'win32' ? 1 : 0);
xml._xmlInitParser();

/** The number at an address. */
export function word(at: number): number {
  return xml.HEAP32[at >> 2] ?? 0;
}

/** The C string at an address, '' for none. */
export function string(at: number): string {
  return at === 0 ? '' : xml.UTF8ToString(at);
}

/** Lends bytes to libxml2, with a zero after them. */
export function withBytes<T>(bytes: Uint8Array, use: (at: number) => T): T {
  const at = xml._malloc(bytes.length + 1);
  if (at === 0) throw new Error('libxml2 is out of memory');
  try {
    xml.HEAPU8.set(bytes, at);
    xml.HEAPU8[at + bytes.length] = 0;
    return use(at);
  } finally {
    xml._free(at);
  }
}

/** A C string for as long as the process lives. */
export function allocate(text: string): number {
  const bytes = Buffer.from(text + '\0');
  const at = xml._malloc(bytes.length);
  xml.HEAPU8.set(bytes, at);
  return at;
}

/** Bytes that libxml2's memory has grown to. It never shrinks. */
export function memoryInUse(): number {
  return xml.HEAPU8.byteLength;
}
