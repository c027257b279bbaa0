import type { Quota } from "@/lib/auth/quota.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { State } from "@/lib/api/define.ts";
import type { Services } from "@/lib/services.ts";

type Counted = Pick<Services, "auth" | "networks" | "quotas" | "rooms" | "sessionQuotas">;

/** What is left to who sent a request of a route; null where nothing is counted. */
export function quotaOf(
  { req, info, state: { principal, services } }: {
    req: Request;
    info: { remoteAddr: Deno.Addr };
    state: State;
  },
): Quota | null {
  return requestQuota(services, principal, req, info.remoteAddr);
}

/**
 * What is left to the session of a request, and to its network. Null where nothing is counted: somebody
 * gave a program its token, and in open mode there are no strangers. Who has signed in is no stranger
 * either, and counts alone: an office is one network.
 */
export function requestQuota(
  services: Counted,
  { via, user }: Principal,
  req: Request,
  from: Deno.Addr,
): Quota | null {
  if (via !== "session") return null;
  const own = services.sessionQuotas.of(user);
  return services.auth.signIn ? own : own.and(networkQuota(services, req, from));
}

/** What is left to the network of who comes by a link, which isn't opened yet; null in open mode. */
export function visitorQuota(services: Counted, req: Request, from: Deno.Addr): Quota | null {
  return services.auth.mode === "open" ? null : networkQuota(services, req, from);
}

/** What is left to a link whose id is `share`, whoever comes by it; null in open mode. */
export function linkQuota(
  { auth, sessionQuotas }: Pick<Counted, "auth" | "sessionQuotas">,
  share: string,
): Quota | null {
  return auth.mode === "open" ? null : sessionQuotas.of(`share ${share}`);
}

/** What is left to who comes by a link that was opened, and to their network; null in open mode. */
export function shareQuota(
  services: Counted,
  share: string,
  req: Request,
  from: Deno.Addr,
): Quota | null {
  return linkQuota(services, share)?.and(visitorQuota(services, req, from)) ?? null;
}

/** What is left to the network of a request, whoever sent it; null where that is unknown. */
export function networkQuota(
  { networks, quotas, rooms }: Pick<Counted, "networks" | "quotas" | "rooms">,
  req: Request,
  from: Deno.Addr,
): Quota | null {
  const network = networks.of(req.headers, from);
  return network === null ? null : quotas.of(network, rooms);
}
