/**
 * The least that fans out: an in-memory `Deno.serve`, each event encoded once. No log, no replay. With
 * a database file as second argument each event is committed before it goes out, as a log would do it.
 */
const topics = new Map<string, Set<ReadableStreamDefaultController<Uint8Array>>>();
const kv = Deno.args[1] ? await Deno.openKv(Deno.args[1]) : null;
let committed = 0;
const encoder = new TextEncoder();
const hello = encoder.encode(": hi\n\n");

function subscribe(topic: string): Response {
  const streams = topics.get(topic) ?? new Set();
  topics.set(topic, streams);
  let own: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      own = controller;
      streams.add(controller);
      controller.enqueue(hello);
    },
    cancel() {
      streams.delete(own);
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

async function publish(topic: string, request: Request): Promise<Response> {
  const event = encoder.encode(`event: progress\ndata: ${await request.text()}\n\n`);
  if (kv) {
    const seq = ++committed;
    await kv.atomic().set(["event", topic, seq], event).set(["head", topic], seq).commit();
  }
  for (const controller of topics.get(topic) ?? []) controller.enqueue(event);
  return new Response("ok", { status: 202 });
}

if (import.meta.main) {
  const listen = { port: Number(Deno.args[0]), hostname: "127.0.0.1", tcpBacklog: 4096 };
  Deno.serve(listen, (request) => {
    const topic = new URL(request.url).pathname;
    return request.method === "POST" ? publish(topic, request) : subscribe(topic);
  });
}
