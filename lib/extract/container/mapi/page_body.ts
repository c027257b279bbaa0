/** A body's HTML: it says in which encoding it is; where it doesn't, it is Windows' as often as not. */
export function decodedPage(html: Uint8Array): string {
  const start = new TextDecoder("latin1").decode(html.subarray(0, 1024));
  const charset = /charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})/i.exec(start)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8", { fatal: charset === undefined }).decode(html);
  } catch {
    return new TextDecoder("windows-1252").decode(html);
  }
}
