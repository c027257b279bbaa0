import { jwtVerify, SignJWT } from "jose";
import { JOSEError } from "jose/errors";
import { z } from "zod";
import { LruCache } from "@/lib/cache/lru_cache.ts";
import { USER_ID } from "@/lib/wire/user_id.ts";

const ISSUER = "resume-screener";

/** Ours are under 400 characters. Longer ones aren't even looked at. */
const MAX_LENGTH = 2048;

/** About 700 bytes each: enough for the streams of one process to come back without a signature checked twice. */
const CACHED = 20_000;

const claims = z.object({
  sub: z.string().regex(USER_ID),
  iat: z.int(),
  exp: z.int(),
  scope: z.string().optional(),
});

/** What a verified JWT says; times in seconds since 1970. */
export interface Claims extends z.output<typeof claims> {
  /** It was signed by the key before the one that signs now. */
  byPreviousKey?: true;
}

export interface SignerOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Also verified by, never signed by: the key before this one, while what it signed may come. */
  previousKey?: Uint8Array | null;
}

/**
 * Signs and verifies the JWTs (HS256) of one audience. Those of another audience under the same key
 * never pass. Verified ones are remembered until they expire, so that a storm of reconnects is cheap.
 */
export class Signer {
  readonly #key: Uint8Array;
  readonly #previousKey: Uint8Array | null;
  readonly #audience: string;
  readonly #now: () => number;
  readonly #verified = new LruCache<string, Claims>(CACHED);

  constructor(key: Uint8Array, audience: string, options: SignerOptions = {}) {
    this.#key = key;
    this.#previousKey = options.previousKey ?? null;
    this.#audience = audience;
    this.#now = options.now ?? Date.now;
  }

  /** A JWT that names `user` for `seconds` from now. */
  sign(user: string, seconds: number, extra: { scope?: string } = {}): Promise<string> {
    const now = this.#seconds();
    return new SignJWT(extra)
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setAudience(this.#audience)
      .setSubject(user)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(this.#key);
  }

  /** What `jwt` says, or null if it isn't ours, was changed, or has expired. */
  async verify(jwt: string): Promise<Claims | null> {
    if (jwt.length > MAX_LENGTH) return null;
    const known = this.#verified.get(jwt);
    if (known && known.exp > this.#seconds()) return known;
    const verified = await this.#verifyByEither(jwt);
    if (verified) this.#verified.set(jwt, verified);
    else this.#verified.delete(jwt);
    return verified;
  }

  async #verifyByEither(jwt: string): Promise<Claims | null> {
    const claims = await this.#verifyBy(this.#key, jwt);
    if (claims || !this.#previousKey) return claims;
    const earlier = await this.#verifyBy(this.#previousKey, jwt);
    return earlier && { ...earlier, byPreviousKey: true };
  }

  async #verifyBy(key: Uint8Array, jwt: string): Promise<Claims | null> {
    try {
      const { payload } = await jwtVerify(jwt, key, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: this.#audience,
        requiredClaims: ["exp", "sub", "iat"],
        currentDate: new Date(this.#now()),
      });
      return claims.safeParse(payload).data ?? null;
    } catch (error) {
      if (error instanceof JOSEError) return null;
      throw error;
    }
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}
