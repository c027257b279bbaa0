import { createHash } from "node:crypto";

/** What may be a token; other text is not looked up. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits: nobody guesses one, however many there are. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** By what a token is found, in hex; null for what is none. A plain hash does: there is nothing to try through. */
export function hashOf(token: string): string | null {
  return TOKEN.test(token) ? createHash("sha256").update(token).digest("hex") : null;
}
