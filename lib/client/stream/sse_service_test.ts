import { assert, assertEquals } from "@std/assert";
import {
  collect,
  connected,
  ending,
  event,
  lasting,
  problem,
  Script,
  service,
  step,
  until,
} from "@/lib/client/stream/_script_fixture.ts";
import type { ConnectionState, StreamError } from "@/lib/client/stream/connection_state.ts";
import { PagePresence } from "@/lib/client/stream/page_presence.ts";

Deno.test("SSEService resumes after the last event when a stream ends", async () => {
  await using script = new Script([
    ending(
      connected("aaaaaaaaaaaaaaaa.0"),
      step("aaaaaaaaaaaaaaaa.1", 1),
      step("aaaaaaaaaaaaaaaa.2", 2),
    ),
    lasting(
      connected("aaaaaaaaaaaaaaaa.4", { resumed: true }),
      step("aaaaaaaaaaaaaaaa.2", 2),
      step("aaaaaaaaaaaaaaaa.3", 3),
      step("aaaaaaaaaaaaaaaa.4", 4),
    ),
  ]);
  const sse = service(script);
  const seen = collect(sse, 4);
  sse.connect("u");
  assertEquals(await seen, [1, 2, 3, 4]);
  assertEquals(script.requests.map((url) => url.searchParams.get("last_event_id")), [
    null,
    "aaaaaaaaaaaaaaaa.2",
  ]);
  assertEquals(sse.lastEventId, "aaaaaaaaaaaaaaaa.4");
  sse.disconnect();
});

Deno.test("SSEService comes back where a native EventSource gives up", async () => {
  await using script = new Script([
    problem(500, "broken"),
    problem(503, "full"),
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
    lasting(connected("aaaaaaaaaaaaaaaa.0"), step("aaaaaaaaaaaaaaaa.1", 1)),
  ]);
  const sse = service(script);
  const errors: StreamError[] = [];
  sse.onError((error) => errors.push(error));
  const seen = collect(sse, 1);
  sse.connect("u");
  assertEquals(await seen, [1]);
  assertEquals(errors.map((error) => error.status), [503, 200]);
  assert(errors.every((error) => !error.final));
  sse.disconnect();
});

Deno.test("SSEService takes 401 and 403 as final and says why", async () => {
  for (const status of [401, 403]) {
    await using script = new Script([problem(status, 'Cannot read "u": another user')]);
    const sse = service(script);
    const error = new Promise<StreamError>((resolve) => sse.onError(resolve));
    sse.connect("u");
    assertEquals(await error, { message: 'Cannot read "u": another user', status, final: true });
    assertEquals(sse.state.kind, "refused");
    assertEquals(script.requests.length, 2);
    sse.disconnect();
  }
});

Deno.test("SSEService waits as long as Retry-After asks", async () => {
  await using script = new Script([problem(429, "too many", { "retry-after": "7" })]);
  const sse = service(script);
  const waiting = until(sse, (state) => state.kind === "waiting" && state.retryInMs === 7_000);
  sse.connect("u");
  await waiting;
  sse.disconnect();
});

Deno.test("SSEService honours closing without counting a failure", async () => {
  await using script = new Script([
    lasting(
      connected("aaaaaaaaaaaaaaaa.0"),
      step("aaaaaaaaaaaaaaaa.1", 1),
      event("closing", "", { retry_ms: 3 }),
    ),
    lasting(connected("aaaaaaaaaaaaaaaa.1", { resumed: true }), step("aaaaaaaaaaaaaaaa.2", 2)),
  ]);
  const sse = service(script);
  const errors: StreamError[] = [];
  sse.onError((error) => errors.push(error));
  const waits: ConnectionState[] = [];
  sse.onConnection((state) => state.kind === "waiting" && waits.push(state));
  const seen = collect(sse, 2);
  sse.connect("u");
  assertEquals(await seen, [1, 2]);
  assertEquals(errors, []);
  assertEquals(waits.map((state) => state.kind === "waiting" && state.retryInMs), [3]);
  assertEquals(script.requests[1].searchParams.get("last_event_id"), "aaaaaaaaaaaaaaaa.1");
  sse.disconnect();
});

Deno.test("SSEService passes a reset on and goes on from its position", async () => {
  const progress = { batch_id: "b", completed: 5, total: 9, status: "processing" };
  await using script = new Script([
    lasting(
      connected("bbbbbbbbbbbbbbbb.7"),
      event("reset", "bbbbbbbbbbbbbbbb.7", { reason: "expired", progress }),
      step("bbbbbbbbbbbbbbbb.8", 6),
    ),
  ]);
  const sse = service(script);
  const resets: string[] = [];
  sse.onReset((reset) => resets.push(`${reset.reason} ${reset.progress?.completed}`));
  const seen = collect(sse, 2);
  sse.connect("u");
  assertEquals(await seen, [5, 6]);
  assertEquals(resets, ["expired 5"]);
  assertEquals(sse.lastEventId, "bbbbbbbbbbbbbbbb.8");
  sse.disconnect();
});

Deno.test("SSEService pauses offline and connects at once when back", async () => {
  await using script = new Script([lasting(connected("aaaaaaaaaaaaaaaa.0"))]);
  const page = new EventTarget();
  using presence = new PagePresence(page);
  const sse = service(script, { presence });
  const open = until(sse, (state) => state.kind === "open");
  sse.connect("u");
  await open;
  page.dispatchEvent(new Event("offline"));
  assertEquals(sse.state.kind, "offline");
  const again = until(sse, (state) => state.kind === "open");
  page.dispatchEvent(new Event("online"));
  await again;
  assertEquals(script.requests.length, 2);
  sse.disconnect();
});

Deno.test("SSEService connects at once when the page is looked at again", async () => {
  await using script = new Script([
    problem(503, "full"),
    problem(503, "full"),
    lasting(connected("aaaaaaaaaaaaaaaa.0")),
  ]);
  const document = Object.assign(new EventTarget(), { hidden: false });
  const page = Object.assign(new EventTarget(), { document });
  using presence = new PagePresence(page);
  const sse = service(script, { presence, backoff: { baseMs: 60_000, random: () => 1 } });
  const waiting = until(sse, (state) => state.kind === "waiting");
  const open = until(sse, (state) => state.kind === "open");
  sse.connect("u");
  await waiting;
  for (const hidden of [true, false]) {
    document.hidden = hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  }
  await open;
  sse.disconnect();
});

Deno.test("SSEService reports data that is no JSON and goes on", async () => {
  await using script = new Script([
    lasting(
      connected("aaaaaaaaaaaaaaaa.0"),
      "event: progress\nid: aaaaaaaaaaaaaaaa.1\ndata: {oops\n\n",
      step("aaaaaaaaaaaaaaaa.2", 2),
    ),
  ]);
  const sse = service(script);
  const errors: string[] = [];
  sse.onError((error) => errors.push(error.message));
  const seen = collect(sse, 1);
  sse.connect("u");
  assertEquals(await seen, [2]);
  assertEquals(errors, ['Cannot read event "progress": not a JSON object']);
  sse.disconnect();
});

Deno.test("SSEService asks and cleans up without a stream", async () => {
  const progress = { user_id: "u", batch_id: null, completed: 1, total: 2, status: "processing" };
  await using script = new Script([
    () => Response.json({ user_id: "u", progress: null }),
    () => Response.json({ user_id: "u", progress }),
    () => Response.json({ user_id: "u", deleted: { events: 3 } }),
  ]);
  const sse = service(script);
  assertEquals(await sse.checkProgress("u"), null);
  assertEquals((await sse.checkProgress("u"))?.completed, 1);
  assertEquals((await sse.cleanupProgress("u")).deleted.events, 3);
});
