import { assertEquals } from "@std/assert";
import { Networks } from "@/lib/auth/networks.ts";

const from = (hostname: string): Deno.Addr => ({ transport: "tcp", hostname, port: 50_000 });

type Case = [trust: number, peer: string, forwarded: string | null, network: string | null];

const CASES: Case[] = [
  [0, "203.0.113.7", null, "203.0.113.7"],
  [0, "::ffff:203.0.113.7", null, "203.0.113.7"],
  [0, "2001:db8:1:2:3:4:5:6", null, "2001:db8:1:2::/64"],
  [0, "2001:db8:1:2::9", null, "2001:db8:1:2::/64"],
  [0, "2001:db8::1", null, "2001:db8:0:0::/64"],
  [0, "::1", null, "::1"],
  [0, "10.1.2.3", null, "10.1.2.3"],
  // A stranger doesn't get rid of limits by a header.
  [0, "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  [0, "2001:db8:1:2::9", "198.51.100.1", "2001:db8:1:2::/64"],
  // A proxy that isn't trusted: all would be one.
  [0, "127.0.0.1", "198.51.100.1", null],
  [0, "::ffff:172.17.0.1", "198.51.100.1", null],
  [0, "fd00::1", "198.51.100.1", null],
  [1, "127.0.0.1", "198.51.100.1", "198.51.100.1"],
  [1, "127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
  [2, "127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
  [2, "127.0.0.1", "198.51.100.1", "198.51.100.1"],
  [1, "127.0.0.1", "2001:db8:1:2::9", "2001:db8:1:2::/64"],
  [1, "127.0.0.1", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
  [1, "127.0.0.1", "198.51.100.1:5000", "198.51.100.1"],
  [1, "203.0.113.7", null, "203.0.113.7"],
];

Deno.test("Networks tells where a request comes from", () => {
  for (const [trust, peer, forwarded, network] of CASES) {
    const headers = new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded });
    const said = `${trust} trusted, ${peer} for ${forwarded}`;
    assertEquals(new Networks(trust).of(headers, from(peer)), network, said);
  }
});
