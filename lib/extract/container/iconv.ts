/**
 * In place of iconv-lite in the sandbox's script, which has no Buffer: of it only this is used, and of
 * the tables only those that the platform has.
 *
 * @throws {RangeError} there is no such encoding
 */
export function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}
