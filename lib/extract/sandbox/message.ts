/** What a sandbox is asked and what it answers: 4 bytes of length (little-endian), as much JSON, then bytes. */
export function encodeMessage(head: unknown, body: Uint8Array): Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const start = new Uint8Array(4 + json.length);
  new DataView(start.buffer).setUint32(0, json.length, true);
  start.set(json, 4);
  return [start, body];
}

/**
 * Takes a message apart; the body is uncopied.
 * @throws {Error} it is not a message
 */
export function decodeMessage(
  bytes: Uint8Array<ArrayBuffer>,
): { head: unknown; body: Uint8Array<ArrayBuffer> } {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { head, body: bytes.subarray(4 + length) };
}
