/** HYPERLINK, its switches, and its target in quotes or up to a blank. */
const HYPERLINK = /^\s{0,99}HYPERLINK\s{1,9}(?:\\[a-z]\s{1,9}){0,3}"?([^"\s]{1,500})/i;

/** Where a field of a word processor links to, by its code; empty where it is no link. */
export function fieldTarget(code: string): string {
  return HYPERLINK.exec(code)?.[1] ?? "";
}
