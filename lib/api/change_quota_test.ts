import { assertEquals } from "@std/assert";
import { changeQuota } from "@/lib/api/change_quota.ts";
import { Networks } from "@/lib/auth/networks.ts";
import { networkAllowances, Quotas } from "@/lib/auth/quota.ts";
import { Rooms } from "@/lib/auth/rooms.ts";
import { Problem } from "@/lib/http/problem.ts";

const BATCH = "/api/v1/resumes/batches/b1";
const HOUR_MS = 3_600_000;

type Context = Parameters<typeof changeQuota>[0];

/** What a request is answered, where two changes of a session and three of a network are let through. */
function server(mode = "session", signIn: unknown = null) {
  const allowed = (burst: number) => ({
    ...networkAllowances(HOUR_MS),
    changes: { burst, perHour: 1 },
  });
  const services = {
    auth: { mode, signIn },
    networks: new Networks(0),
    quotas: new Quotas(allowed(3), { now: () => 0 }),
    sessionQuotas: new Quotas(allowed(2), { now: () => 0 }),
    rooms: new Rooms({ streams: 1, uploads: 1 }),
  };
  return async (
    method: string,
    path: string,
    user = "u",
    via = "session",
    hostname = "192.0.2.1",
  ) => {
    const url = new URL(path, "http://localhost");
    const ctx = {
      req: new Request(url, { method }),
      url,
      info: { remoteAddr: { transport: "tcp", hostname, port: 1 } },
      state: { services, principal: { user, via } },
      next: () => Promise.resolve(new Response()),
    } as unknown as Context;
    try {
      return (await changeQuota(ctx)).status;
    } catch (error) {
      return (error as Problem).status;
    }
  };
}

Deno.test("changeQuota counts what writes, by session and by network, and nothing else", async () => {
  const ask = server();
  assertEquals(await ask("PUT", `${BATCH}/files/f1/decision`), 200);
  assertEquals(await ask("POST", `${BATCH}/shares`), 200);
  assertEquals(await ask("DELETE", BATCH), 429);
  for (const path of ["/api/v1/resumes/upload", "/api/v1/sse/progress/u"]) {
    assertEquals(await ask("POST", path), 200, path);
  }
  assertEquals(await ask("DELETE", "/api/v1/sse/progress/u"), 429);
  assertEquals(await ask("GET", BATCH), 200);
  assertEquals(await ask("PATCH", BATCH, "v"), 200);
  assertEquals(await ask("PATCH", BATCH, "w"), 429);
  assertEquals(await ask("PATCH", BATCH, "w", "session", "192.0.2.2"), 200);
  assertEquals(await ask("PATCH", BATCH, "w", "token"), 200);
});

Deno.test("changeQuota counts who comes by a link by network, and who has signed in alone", async () => {
  const ask = server();
  const decide = "/api/v1/shared/s1/files/f1/decision";
  for (const status of [200, 200, 200, 429]) assertEquals(await ask("PUT", decide), status);
  // Nobody knows yet whether the link is theirs: what is left to it is another's.
  assertEquals(await ask("PUT", decide, "u", "session", "192.0.2.2"), 200);
  const office = server("session", {});
  for (const user of ["a", "b", "c", "d"]) assertEquals(await office("PATCH", BATCH, user), 200);
  const open = server("open");
  for (let i = 0; i < 5; i++) assertEquals(await open("PUT", decide, "local", "open"), 200);
});
