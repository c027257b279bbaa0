import { assertEquals } from "@std/assert";
import { requireScope, resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal, Scope } from "@/lib/auth/principal.ts";
import { Problem } from "@/lib/http/problem.ts";

const who = (via: Principal["via"], ...scopes: Scope[]): Principal => (
  { user: "alice", scopes: new Set(scopes), via, expiresAt: Infinity }
);

const session = who("session", "read", "write", "publish");
const reader = who("token", "read");
const admin = who("token", "admin");
const open = who("open", "read", "write", "publish", "admin");

const CASES: [Principal | null | undefined, string, Scope, string | number][] = [
  [session, "me", "read", "alice"],
  [session, "alice", "write", "alice"],
  [session, "alice", "publish", "alice"],
  [session, "bob", "read", 403],
  [session, "alice", "admin", 403],
  [session, "a/b", "read", 400],
  [session, "", "read", 400],
  [reader, "me", "read", "alice"],
  [reader, "me", "write", 403],
  [reader, "me", "publish", 403],
  [reader, "bob", "read", 403],
  [admin, "bob", "write", "bob"],
  [admin, "me", "publish", "alice"],
  [admin, "b b", "read", 400],
  [open, "bob", "publish", "bob"],
  [open, "me", "read", "alice"],
  [null, "me", "read", 401],
  [undefined, "alice", "read", 401],
];

Deno.test("resolveUser lets each act for whom they may", () => {
  for (const [principal, requested, scope, expected] of CASES) {
    const said = `${principal?.via} ${[...principal?.scopes ?? []]} as ${requested} to ${scope}`;
    assertEquals(outcome(() => resolveUser(principal, requested, scope)), expected, said);
  }
});

Deno.test("requireScope gives back who has it", () => {
  assertEquals(outcome(() => requireScope(admin, "admin").user), "alice");
  assertEquals(outcome(() => requireScope(session, "admin").user), 403);
  assertEquals(outcome(() => requireScope(null, "read").user), 401);
});

function outcome(act: () => string): string | number {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}
