/**
 * The value of a cookie that a client sent (RFC 6265, section 4.2.1); null where it sent none of that
 * name. Of two with one name the first counts: browsers send that of the longer path first. What is no
 * cookie is passed over; `getCookies` of the standard library throws at it.
 */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}
