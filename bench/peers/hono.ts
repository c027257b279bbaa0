/** Hono's streamSSE, with the set of streams that its users keep beside it. */
import { Hono } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";

const topics = new Map<string, Set<SSEStreamingApi>>();

const app = new Hono();

app.get("/topics/:topic", (context) =>
  streamSSE(context, async (stream) => {
    const topic = context.req.param("topic");
    const streams = topics.get(topic) ?? new Set();
    topics.set(topic, streams.add(stream));
    const closed = new Promise<void>((resolve) => stream.onAbort(resolve));
    await stream.write(": hi\n\n");
    await closed;
    streams.delete(stream);
  }));

app.post("/topics/:topic", async (context) => {
  const data = await context.req.text();
  for (const stream of topics.get(context.req.param("topic")) ?? []) {
    stream.writeSSE({ event: "progress", data });
  }
  return context.text("ok", 202);
});

if (import.meta.main) {
  const listen = { port: Number(Deno.args[0]), hostname: "127.0.0.1", tcpBacklog: 4096 };
  Deno.serve(listen, app.fetch);
}
