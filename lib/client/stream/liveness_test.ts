import { assert, assertEquals } from "@std/assert";
import { FakeClock } from "@/lib/client/stream/_fake_clock_fixture.ts";
import {
  type Answer,
  collect,
  connected,
  event,
  lasting,
  problem,
  Script,
  service,
  step,
  until,
} from "@/lib/client/stream/_script_fixture.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { PagePresence } from "@/lib/client/stream/page_presence.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";

const LOG = "aaaaaaaaaaaaaaaa";
const alive = { keepalive_seconds: 1 };
const silent: Answer = ({ signal }) =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response())));

/** A page whose life the test leads. */
class Page extends EventTarget {
  readonly navigator = { onLine: true };
  readonly document = Object.assign(new EventTarget(), { hidden: false });

  /** Dispatches events as a browser does: "hidden" and "visible" are visibilitychange. */
  live(...types: string[]): void {
    for (const type of types) {
      const visibility = type === "hidden" || type === "visible";
      if (visibility) this.document.hidden = type === "hidden";
      const target = visibility || type === "freeze" || type === "resume" ? this.document : this;
      target.dispatchEvent(new Event(visibility ? "visibilitychange" : type));
    }
  }
}

/** A service at a fake clock, whose retries come at once when the clock moves. */
function follow(script: Script, presence?: PagePresence) {
  const clock = new FakeClock();
  const sse = service(script, { clock, presence, backoff: { random: () => 0.5 } });
  const states: ConnectionState[] = [];
  sse.onConnection((state) => states.push(state));
  return { clock, sse, states };
}

async function opened(sse: SSEService): Promise<void> {
  await until(sse, (state) => state.kind === "open");
}

function lastIds({ requests }: Script): (string | null)[] {
  return requests.map((url) => url.searchParams.get("last_event_id"));
}

Deno.test("SSEService leaves a stream that falls silent, and loses and doubles nothing", async () => {
  await using script = new Script([
    lasting(connected(`${LOG}.0`, alive), step(`${LOG}.1`, 1)),
    lasting(
      connected(`${LOG}.2`, { ...alive, resumed: true }),
      step(`${LOG}.1`, 1),
      step(`${LOG}.2`, 2),
    ),
  ]);
  const { clock, sse, states } = follow(script);
  const first = collect(sse, 1);
  const both = collect(sse, 2);
  sse.connect("u");
  await first;
  const heardAt = clock.now();
  clock.pass(1_999);
  assertEquals(states.at(-1)?.kind === "open" && !("quiet" in states.at(-1)!), true);
  clock.pass(1);
  assertEquals(sse.state, {
    kind: "open",
    connectionId: "c",
    resumed: false,
    quiet: true,
    lastHeardAt: heardAt,
  });
  clock.pass(4_999);
  assertEquals(sse.state.kind, "open");
  clock.pass(1);
  assertEquals(sse.state, {
    kind: "waiting",
    attempt: 1,
    retryInMs: 500,
    cause: "stalled",
    reason: "Nothing came for 7 s",
    status: null,
    lastHeardAt: heardAt,
  });
  clock.pass(500);
  const after = { cause: "stalled" as const, reason: "Nothing came for 7 s", status: null };
  assertEquals(sse.state, { kind: "connecting", attempt: 1, after, lastHeardAt: heardAt });
  assertEquals(await both, [1, 2]);
  assertEquals(lastIds(script), [null, `${LOG}.1`]);
  sse.disconnect();
  assertEquals(clock.pending, 0);
});

Deno.test("SSEService takes a keepalive as a sign of life, and as nothing else", async () => {
  let send = (_: string) => {};
  await using script = new Script([() => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(new TextEncoder().encode(text));
        send(connected(`${LOG}.4`, alive));
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }]);
  const { clock, sse, states } = follow(script);
  const types: string[] = [];
  sse.onEvent(({ type }) => types.push(type));
  sse.connect("u");
  await opened(sse);
  const kept = states.length;
  for (let i = 0; i < 5; i++) {
    clock.pass(1_900);
    const heard = Promise.withResolvers<void>();
    const off = sse.onEvent(() => heard.resolve());
    send(event("keepalive", "", { at: new Date(clock.now()).toISOString() }));
    await heard.promise;
    off();
  }
  assertEquals(types, ["connected", ...Array(5).fill("keepalive")]);
  assertEquals([states.length, sse.lastEventId], [kept, `${LOG}.4`]);
  clock.pass(2_000);
  assertEquals(states.length, kept + 1);
  sse.disconnect();
});

Deno.test("SSEService gives up what has no first event after 5 s", async (test) => {
  const cases: [string, Answer[]][] = [
    ["no answer", [silent]],
    ["an answer without an event", [lasting(": hello\n\n")]],
    ["no word on why it was refused", [problem(503, "full"), silent]],
  ];
  for (const [name, answers] of cases) {
    await test.step(name, async () => {
      await using script = new Script(answers);
      const { clock, sse } = follow(script);
      sse.connect("u");
      while (script.requests.length < answers.length) await script.asked();
      clock.pass(4_999);
      assertEquals(sse.state.kind, "connecting");
      const waiting = until(sse, (state) => state.kind === "waiting");
      clock.pass(1);
      await waiting;
      assert(sse.state.kind === "waiting");
      assertEquals([sse.state.cause, sse.state.attempt], ["timeout", 1]);
      sse.disconnect();
      assertEquals(clock.pending, 0);
    });
  }
});

Deno.test("SSEService tells the cause, the status and the delay of each try", async () => {
  await using script = new Script([
    problem(503, "full"),
    problem(503, "full", { "retry-after": "7" }),
    lasting(connected(`${LOG}.0`, alive), event("closing", "", { retry_ms: 3, reason: "drain" })),
    () => new Response(connected(`${LOG}.0`), { headers: { "content-type": "text/event-stream" } }),
  ]);
  const { clock, sse, states } = follow(script);
  sse.connect("u");
  for (let i = 1; i <= 3; i++) {
    await until(sse, (state) => state.kind === "waiting");
    if (i < 3) clock.pass(sse.state.kind === "waiting" ? sse.state.retryInMs : 0);
  }
  const waits = states.filter((state) => state.kind === "waiting");
  assertEquals(
    waits.map((
      { attempt, retryInMs, cause, status, reason },
    ) => [attempt, retryInMs, cause, status, reason]),
    [
      [1, 7_000, "refused", 503, "full"],
      [1, 3, "closed", null, "drain"],
      [2, 1_000, "broken", null, "Connection lost"],
    ],
  );
  sse.disconnect();
});

Deno.test("SSEService spends no tries while there is no network", async () => {
  await using script = new Script([lasting(connected(`${LOG}.0`, alive))]);
  const page = new Page();
  using presence = new PagePresence(page);
  const { clock, sse, states } = follow(script, presence);
  sse.connect("u");
  await opened(sse);
  page.live("offline");
  clock.pass(3_600_000);
  assertEquals([sse.state.kind, script.requests.length], ["offline", 1]);
  page.live("online");
  const state = states.at(-1)!;
  assert(state.kind === "connecting");
  assertEquals([state.attempt, state.after?.cause], [0, "offline"]);
  await opened(sse);
  assertEquals(lastIds(script), [null, `${LOG}.0`]);
  sse.disconnect();
});

Deno.test("SSEService closes when the page is put aside, and resumes in whatever order", async (test) => {
  const orders: [away: string[], back: string[]][] = [
    [["pagehide", "hidden", "freeze"], ["resume", "pageshow", "visible"]],
    [["hidden", "pagehide"], ["pageshow", "visible"]],
    [["hidden", "pagehide", "freeze"], ["visible", "pageshow"]],
    [["hidden", "freeze"], ["resume", "visible"]],
    [["pagehide", "freeze", "hidden"], ["pageshow", "resume", "visible"]],
    [["pagehide", "offline"], ["pageshow", "online"]],
    [["offline", "pagehide"], ["online", "pageshow"]],
  ];
  for (const [away, back] of orders) {
    await test.step(`${away.join(", ")} / ${back.join(", ")}`, async () => {
      await using script = new Script([
        lasting(connected(`${LOG}.0`, alive), step(`${LOG}.1`, 1)),
        lasting(connected(`${LOG}.1`, { ...alive, resumed: true }), step(`${LOG}.2`, 2)),
      ]);
      const page = new Page();
      using presence = new PagePresence(page);
      const { clock, sse } = follow(script, presence);
      const first = collect(sse, 1);
      const both = collect(sse, 2);
      sse.connect("u");
      await first;
      page.live(...away);
      assertEquals(["idle", "offline"].includes(sse.state.kind), true);
      clock.pass(600_000);
      assertEquals([script.requests.length, clock.pending], [1, 0]);
      page.live(...back);
      assertEquals(await both, [1, 2]);
      assertEquals(lastIds(script), [null, `${LOG}.1`]);
      sse.disconnect();
      page.live("pagehide", "pageshow", "offline", "online");
      assertEquals([sse.state.kind, script.requests.length], ["idle", 2]);
    });
  }
});

Deno.test("SSEService checks a stream at once after a sleep", async () => {
  await using script = new Script([lasting(connected(`${LOG}.0`, { keepalive_seconds: 30 }))]);
  const page = new Page();
  using presence = new PagePresence(page);
  const { clock, sse } = follow(script, presence);
  sse.connect("u");
  await opened(sse);
  clock.jump(600_000);
  clock.pass(1_000);
  assertEquals(sse.state.kind === "waiting" && sse.state.cause, "stalled");
  clock.pass(500);
  await opened(sse);
  // A shorter one: long enough to doubt, and somebody is looking.
  page.live("hidden");
  clock.jump(40_000);
  page.live("visible");
  assertEquals(sse.state.kind === "waiting" && sse.state.cause, "stalled");
  // Asleep while waiting: the wait goes on meanwhile.
  clock.jump(60_000);
  clock.pass(1_000);
  assertEquals(sse.state.kind, "connecting");
  sse.disconnect();
});

Deno.test("SSEService asks again after a 401 only when somebody looks, and resumes", async () => {
  await using script = new Script([
    lasting(
      connected(`${LOG}.0`, alive),
      step(`${LOG}.1`, 1),
      event("closing", "", { retry_ms: 0, reason: "expired" }),
    ),
    problem(401, "no session"),
    problem(401, "no session"),
    lasting(connected(`${LOG}.1`, { ...alive, resumed: true })),
  ]);
  const page = new Page();
  using presence = new PagePresence(page);
  const { clock, sse } = follow(script, presence);
  const first = collect(sse, 1);
  sse.connect("u");
  await first;
  await until(sse, (state) => state.kind === "waiting");
  const refused = until(sse, (state) => state.kind === "refused");
  clock.pass(1);
  await refused;
  clock.pass(3_600_000);
  assertEquals([sse.state.kind, script.requests.length, clock.pending], ["refused", 3, 0]);
  page.live("hidden", "visible");
  await opened(sse);
  assertEquals(lastIds(script).at(-1), `${LOG}.1`);
  sse.disconnect();
});
