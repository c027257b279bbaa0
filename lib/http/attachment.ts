/** The longest name that a download is given, in UTF-16 units. */
const MAX_NAME = 200;

/**
 * A Content-Disposition by which browsers keep what comes under `name` and don't show it (RFC 6266):
 * once in ASCII, and once as it is, for all but the oldest. A path, a quote, a line break, or a mark
 * that turns the direction of text, and could hide an ending, is no part of a name.
 */
export function attachment(name: string): string {
  const plain = name.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replaceAll(/[\\/:*?"<>|]/g, "_")
    .replace(/^\.+/, "_");
  const short = plain.length > MAX_NAME ? plain.slice(-MAX_NAME).toWellFormed() : plain;
  const whole = short || "file";
  const ascii = whole.replaceAll(/[^\x20-\x7e]/g, "_").replaceAll("%", "_");
  const encoded = encodeURIComponent(whole)
    .replaceAll(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/**
 * What goes with bytes that strangers have made: whatever opens them all the same runs nothing of
 * them, and takes them for nothing else.
 */
export const UNTRUSTED_HEADERS = {
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;
