/** The entity tag of a version: strong, as RFC 9110 has it (section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The request header that names the versions which may be replaced. */
export const IF_MATCH = "if-match";

/**
 * What an If-Match header lets through (RFC 9110, section 13.1.1): any version without one, any there
 * is for `*`, else one of those that it names. Version 0 is that of what isn't there yet.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const isExpected = ifMatch('"2", "3"');
 * assertEquals([1, 2, 3].map(isExpected), [false, true, true]);
 * ```
 */
export function ifMatch(header: string | null): (version: number) => boolean {
  if (header === null) return () => true;
  if (header.trim() === "*") return (version) => version > 0;
  // What is sent compressed has a weak one, of the same version.
  const named = new Set(header.split(",").map((tag) => tag.trim().replace(/^W\//, "")));
  return (version) => named.has(etagOf(version));
}
