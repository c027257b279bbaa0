import type { Quota } from "@/lib/auth/quota.ts";
import type { State } from "@/lib/api/define.ts";
import type { Services } from "@/lib/services.ts";

/**
 * What is left to the network of a request by an anonymous session. Null where nothing is counted:
 * somebody gave a program its token, in open mode there are no strangers, and a network may be unknown.
 */
export function quotaOf(
  { req, info, state: { principal, services } }: {
    req: Request;
    info: { remoteAddr: Deno.Addr };
    state: State;
  },
): Quota | null {
  return principal.via === "session" ? networkQuota(services, req, info.remoteAddr) : null;
}

/** What is left to the network of a request, whoever sent it; null where that is unknown. */
export function networkQuota(
  { networks, quotas }: Pick<Services, "networks" | "quotas">,
  req: Request,
  from: Deno.Addr,
): Quota | null {
  const network = networks.of(req.headers, from);
  return network === null ? null : quotas.of(network);
}
