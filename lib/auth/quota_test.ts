import { assertEquals, assertThrows } from "@std/assert";
import { Clock } from "@/lib/auth/_keys.ts";
import { networkAllowances, type Quantity, Quotas, sessionAllowances } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function refusal(quotas: Quotas, network: string, quantity: Quantity): string | null {
  const { status, headers } = assertThrows(
    () => quotas.of(network).admit(quantity),
    Problem,
  ).toResponse();
  assertEquals(status, 429);
  return headers.get("retry-after");
}

Deno.test("Quotas lets a network do so much at once and so much more each hour, and others too", () => {
  const clock = new Clock();
  const none = { burst: 0, perHour: 1 };
  const files = { burst: 3, perHour: 60 };
  const rest = { sessions: none, bytes: none, updates: none, changes: none };
  const quotas = new Quotas({ ...rest, files }, clock);
  for (let i = 0; i < 3; i++) {
    quotas.of("a").admit("files");
    quotas.of("a").spend({ files: 1 });
  }
  assertEquals(refusal(quotas, "a", "files"), "60");
  quotas.of("b").admit("files");
  clock.ms += MINUTE;
  quotas.of("a").admit("files");
  quotas.of("a").spend({ files: 3 });
  assertEquals(refusal(quotas, "a", "files"), "180");
  clock.ms += 1000 * MINUTE;
  quotas.of("a").spend({ files: 3 });
  assertEquals(refusal(quotas, "a", "files"), "60");
});

Deno.test("Quotas remembers so many networks and no more", () => {
  const quotas = new Quotas(networkAllowances(72 * 60 * MINUTE), new Clock());
  quotas.of("first").spend({ files: 1e6 });
  refusal(quotas, "first", "files");
  for (let i = 0; i < 40_000; i++) quotas.of(`n${i}`).spend({ files: 1 });
  quotas.of("first").admit("files");
});

Deno.test("Quota asks both accounts, and a session has half of what a network has", () => {
  const clock = new Clock();
  const networks = new Quotas(networkAllowances(HOUR), clock);
  const sessions = new Quotas(sessionAllowances(HOUR), clock);
  const both = (user: string) => sessions.of(user).and(networks.of("n"));
  for (const user of ["u", "v"]) {
    both(user).admit("changes");
    both(user).spend({ changes: 1500 });
    assertThrows(() => both(user).admit("changes"), Problem);
    sessions.of(`${user}2`).admit("changes");
  }
  assertThrows(() => both("w").admit("changes"), Problem);
  sessions.of("w").and(null).admit("changes");
});
