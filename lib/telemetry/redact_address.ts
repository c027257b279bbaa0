import { SHARE_PAGE_PATH } from "@/lib/wire/review/share.ts";

/** What stands for a value that may not be told. */
export const REDACTED = "[redacted]";

/** Of a link's page, not of the API, which has the link's id. Who mistypes its case has a token all the same. */
const LINK = new RegExp(`(?<!/v1)(${SHARE_PAGE_PATH})[^\\s"'?#]+`, "gi");
/** So long and of these marks is no id of ours; a link's token, or another secret, is. */
const TOKEN = /[\w-]{43,}/g;

/**
 * An address, or text that holds one, without what lets in whoever reads it: the token of a link.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const address = "https://screener.example.com/shared/" + "x".repeat(43);
 * assertEquals(redactAddress(address), "https://screener.example.com/shared/[redacted]");
 * ```
 */
export function redactAddress(text: string): string {
  return text.replace(LINK, `$1${REDACTED}`).replace(TOKEN, REDACTED);
}
