/**
 * The declared length of a request's body in bytes; null where it declares none, or several that a
 * server may have let through (RFC 9110, section 8.6).
 */
export function contentLength(req: Request): number | null {
  const declared = req.headers.get("content-length");
  return declared !== null && /^\d{1,15}$/.test(declared) ? Number(declared) : null;
}
