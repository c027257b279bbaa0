/** What a principal may do. `admin` may do all of it for every user. */
export const SCOPES = ["read", "write", "publish", "admin"] as const;
export type Scope = typeof SCOPES[number];

/** Who is asking, as every API route finds it in `ctx.state.principal`. */
export interface Principal {
  /** A user_id: what `me` stands for. */
  user: string;
  scopes: ReadonlySet<Scope>;
  /** How it is known; `open` may act for any user. */
  via: "session" | "token" | "open";
  /** When it ends to be known, in milliseconds since 1970; Infinity for never. */
  expiresAt: number;
}
