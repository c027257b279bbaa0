/** better-sse as its README shows it: one channel per topic, sessions over the Fetch API. */
import { type Channel, createChannel, createResponse } from "better-sse";

const channels = new Map<string, Channel>();

function channelOf(topic: string): Channel {
  const channel = channels.get(topic) ?? createChannel();
  channels.set(topic, channel);
  return channel;
}

async function publish(topic: string, request: Request): Promise<Response> {
  channelOf(topic).broadcast(await request.json(), "progress");
  return new Response("ok", { status: 202 });
}

if (import.meta.main) {
  const listen = { port: Number(Deno.args[0]), hostname: "127.0.0.1", tcpBacklog: 4096 };
  Deno.serve(listen, (request) => {
    const topic = new URL(request.url).pathname;
    if (request.method === "POST") return publish(topic, request);
    return createResponse(request, (session) => {
      channelOf(topic).register(session);
    });
  });
}
