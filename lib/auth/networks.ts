import { bytesOfGroup, ipv6Groups } from "@/lib/ip_address.ts";
import { logger } from "@/lib/telemetry/log.ts";

/** What tells that a proxy has passed a request on. */
const FORWARDING = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];

/** Addresses that a proxy of ours has, and no visitor from outside (RFC 1918, 4193, 6598). */
const PRIVATE =
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])/i;

/** Tells from which network a request comes, for limits that a new session doesn't get around. */
export class Networks {
  readonly #trustProxy: number;
  readonly #told = new Set<boolean>();

  /** `trustProxy`: how many proxies stand before this process, each of which adds to X-Forwarded-For. */
  constructor(trustProxy: number) {
    this.#trustProxy = trustProxy;
  }

  /**
   * An IPv4 address, or the /64 that an IPv6 customer has at least. Null where it can't be told: behind a
   * proxy that isn't trusted all seem to be one, and limits of one would shut all out.
   */
  of(headers: Headers, from: Deno.Addr): string | null {
    if (from.transport !== "tcp") return null;
    const peer = normalized(from.hostname);
    if (this.#trustProxy > 0) return this.#forwarded(headers) ?? peer;
    if (!FORWARDING.some((name) => headers.has(name))) return peer;
    // By a header, a stranger from outside gets rid of no limit.
    const isOurs = PRIVATE.test(peer);
    this.#tell(isOurs);
    return isOurs ? null : peer;
  }

  /** Counted from the right: what is further left, anybody may have written. */
  #forwarded(headers: Headers): string | null {
    const given = headers.get("x-forwarded-for")?.split(",").map((part) => part.trim()) ?? [];
    const address = given.at(-this.#trustProxy) ?? given[0];
    return address ? normalized(address) : null;
  }

  /** Once of each, and without the address. */
  #tell(isOurs: boolean): void {
    if (this.#told.has(isOurs)) return;
    this.#told.add(isOurs);
    logger("auth").warn(
      isOurs
        ? "requests come through a proxy: networks have no limits until TRUST_PROXY says how many proxies"
        : "a request with a forwarding header came from a public address: if that is a proxy of yours, " +
          "all behind it share one network's limits until TRUST_PROXY says how many proxies",
    );
  }
}

function normalized(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, "");
  const groups = ipv6Groups(bare);
  if (!groups) return bare.replace(/^([\d.]+):\d+$/, "$1").slice(0, 64);
  const first = groups.slice(0, 6).join(":");
  if (first === "0:0:0:0:0:ffff") return groups.slice(6).flatMap(bytesOfGroup).join(".");
  if (groups.join(":") === "0:0:0:0:0:0:0:1") return "::1";
  return `${groups.slice(0, 4).join(":")}::/64`;
}
