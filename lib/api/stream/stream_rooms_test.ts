import { assertEquals, assertRejects } from "@std/assert";
import { SHARE_COOKIE } from "@/lib/api/shared/share_access.ts";
import { SCOPES } from "@/lib/auth/principal.ts";
import { Rooms } from "@/lib/auth/rooms.ts";
import { Problem } from "@/lib/http/problem.ts";
import { Hub } from "@/lib/sse/hub.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import { handler as byLink } from "@/routes/api/v1/shared/[share]/stream.ts";
import { handler as own } from "@/routes/api/v1/sse/progress/stream/[user_id].ts";
import { handler as socket } from "@/routes/api/v1/ws/progress/[user_id].ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const METHODS = ["HEAD", "GET"] as const;

type Handlers = Record<typeof METHODS[number], (ctx: unknown) => Response | Promise<Response>>;

/** Asks routes of streams, where a user or link has two, all have three, and a network as many as told. */
async function openRoutes(ofNetwork: number) {
  const fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const request = { expires_in_hours: 1, blind: true, may_decide: false };
  const { share, token } = await fixture.shares.create(USER, batch, request);
  const hub = new Hub({
    ...{ ...fixture.settings, maxStreams: 3, maxStreamsPerUser: 2, onError: () => {} },
    ...{ log: fixture.log, metrics: fixture.metrics, doorbells: fixture.database.doorbells },
  });
  const settings = { ...fixture.settings, webSockets: true };
  const rooms = new Rooms({ streams: ofNetwork, uploads: 1 });
  const services = Object.assign(Object.create(fixture), { hub, rooms, settings });
  const ask = async (handlers: unknown, method: typeof METHODS[number] = "GET") => {
    const headers: HeadersInit = handlers === socket
      ? { upgrade: "websocket" } // The rest of the handshake is missing.
      : { cookie: `${SHARE_COOKIE}=${token}`, "sec-fetch-site": "same-origin" };
    return await (handlers as Handlers)[method]({
      req: new Request("http://localhost/", { method, headers }),
      params: { share: share.id, user_id: USER },
      info: { remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 1 } },
      state: { services, principal: { user: USER, via: "session", scopes: new Set(SCOPES) } },
    });
  };
  return {
    ask,
    async refusal(...asked: Parameters<typeof ask>) {
      return (await assertRejects(() => ask(...asked), Problem)).type;
    },
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

Deno.test("a stream by a link is the link's and not its owner's, and one of all", async () => {
  await using routes = await openRoutes(100);
  const two = [await routes.ask(byLink), await routes.ask(byLink)];
  for (const method of METHODS) {
    assertEquals(await routes.refusal(byLink, method), problemType("too-many-streams"));
  }
  const third = await routes.ask(own);
  for (const method of METHODS) {
    assertEquals(await routes.refusal(byLink, method), problemType("at-capacity"));
  }
  for (const { body } of [...two, third]) await body!.cancel();
});

Deno.test("a stream has its room in the network until it ends, and what becomes none has none", async () => {
  await using routes = await openRoutes(1);
  for (const handlers of [own, byLink, own]) {
    assertEquals((await routes.ask(handlers, "HEAD")).status, 200);
    assertEquals(await routes.refusal(socket), problemType("bad-request"));
    const { body } = await routes.ask(handlers);
    assertEquals(await routes.refusal(socket), problemType("network-quota"));
    for (const other of [own, byLink]) {
      for (const method of METHODS) {
        assertEquals(await routes.refusal(other, method), problemType("network-quota"));
      }
    }
    await body!.cancel();
  }
});
