import type { Principal } from "@/lib/auth/principal.ts";

/** Who does it, for the record: in open mode whoever is acted for. */
export function actorOf(principal: Principal, user: string): string {
  return principal.via === "open" ? user : principal.user;
}
