import { type Principal, type Scope, SCOPES } from "@/lib/auth/principal.ts";
import { Signer, type SignerOptions } from "@/lib/auth/signer.ts";

/** What a token grants. */
export interface Grant {
  /** A user_id. */
  user: string;
  scopes: Iterable<Scope>;
  /** How long it holds, in seconds. */
  seconds: number;
}

/** Bearer tokens of programs: JWTs of an audience of their own, so that a session never passes for one. */
export class Tokens {
  readonly #signer: Signer;

  constructor(key: Uint8Array, options: SignerOptions = {}) {
    this.#signer = new Signer(key, "api", options);
  }

  issueToken({ user, scopes, seconds }: Grant): Promise<string> {
    return this.#signer.sign(user, seconds, { scope: [...new Set(scopes)].join(" ") });
  }

  /** The principal of a token, or null if it isn't valid. Scopes that aren't known are left out. */
  async verifyToken(token: string): Promise<Principal | null> {
    const claims = await this.#signer.verify(token);
    if (!claims) return null;
    const named = (claims.scope ?? "").split(" ");
    const scopes = new Set(SCOPES.filter((scope) => named.includes(scope)));
    return { user: claims.sub, scopes, via: "token", expiresAt: claims.exp * 1000 };
  }
}
