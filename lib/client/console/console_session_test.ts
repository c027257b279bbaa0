import { assert, assertEquals } from "@std/assert";
import { ConsoleSession } from "@/lib/client/console/console_session.ts";
import { isRecord } from "@/lib/wire/record.ts";

/** A server with one user's stream, which repeats what is posted; `refused` answers it by 403. */
function opened(refused = false) {
  const requests: string[] = [];
  const encoder = new TextEncoder();
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  let seq = 0;
  const send = (type: string, data: unknown) => {
    const text = `id: 00000000000000aa.${seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    stream?.enqueue(encoder.encode(text));
  };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (req) => {
    const { pathname } = new URL(req.url);
    requests.push(`${req.method} ${pathname.replace("/api/v1/sse/progress/", "")}`);
    if (req.method === "POST") {
      seq += 1;
      send("progress", await req.json());
      return Response.json({ id: `00000000000000aa.${seq}` }, { status: 202 });
    }
    if (refused) return Response.json({ detail: "Not yours" }, { status: 403 });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller;
        send("connected", { connection_id: "c", resumed: false, progress: null });
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  const session = new ConsoleSession("ann", {
    baseUrl: `http://127.0.0.1:${server.addr.port}`,
  });
  return {
    session,
    requests,
    async [Symbol.asyncDispose]() {
      session.dispose();
      await server.shutdown();
    },
  };
}

Deno.test("ConsoleSession connects before it simulates, and times each update", async () => {
  await using site = opened();
  const { session, requests } = site;
  const last = Promise.withResolvers<void>();
  const stop = session.log.items.subscribe(([entry]) => {
    if (entry?.data.includes("All screened")) last.resolve();
  });
  await session.simulate(2, 1);
  await last.promise;
  stop();
  assertEquals(requests, ["GET stream/ann", "POST ann", "POST ann", "POST ann"]);
  const entries = session.log.items.value.toReversed();
  assertEquals(entries.filter(({ source }) => source === "stream").map(({ type }) => type), [
    "connected",
    "progress",
    "progress",
    "progress",
  ]);
  const times = entries.filter(({ type }) => type === "progress").map((entry) => entry.latencyMs);
  assert(times.every((ms) => ms !== null && ms >= 0));
  assertEquals(session.progress.value?.completed, 2);
  assertEquals(session.simulating.value, false);
});

Deno.test("ConsoleSession simulates nothing on a stream that is refused", async () => {
  await using site = opened(true);
  await site.session.simulate();
  assert(site.requests.every((request) => request === "GET stream/ann"));
  const told = site.session.log.items.value.filter(({ type }) =>
    type === "refused" || type === "error"
  );
  assertEquals(told.map(({ type }) => type), ["error", "refused"]);
  assertEquals(told[0].data, "Cannot simulate: Not yours");
  assertEquals(site.session.simulating.value, false);
});

Deno.test("ConsoleSession sends what was written, with its mark", async () => {
  await using site = opened();
  const { session } = site;
  session.connect();
  const came = Promise.withResolvers<string>();
  const stop = session.log.items.subscribe((entries) => {
    const event = entries.find(({ type }) => type === "progress");
    if (event) came.resolve(event.data);
  });
  const open = Promise.withResolvers<void>();
  const stopState = session.connection.subscribe(({ kind }) => kind === "open" && open.resolve());
  await open.promise;
  await session.send('{"completed": 1, "total": 3, "color": "green"}');
  const data: unknown = JSON.parse(await came.promise);
  stop();
  stopState();
  assert(isRecord(data));
  const { console_mark, ...rest } = data;
  assertEquals(typeof console_mark, "string");
  assertEquals(rest, { completed: 1, total: 3, color: "green" });
});
