import type { DenokvEngine, EngineWatch } from "@/testing/kv_connect/denokv_engine.ts";

export interface HttpShellOptions {
  /** The access token that it expects. */
  token: string;
  /** Milliseconds between the pings of a watch. */
  pingMs: number;
}

/** KV Connect, protocol version 3, over HTTP: what denokv's server does around its engine. */
export function httpShell(
  engine: DenokvEngine,
  { token, pingMs }: HttpShellOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await request.bytes();
    if (request.headers.get("authorization") !== `Bearer ${token}`) {
      return new Response("wrong token", { status: 401 });
    }
    try {
      switch (new URL(request.url).pathname) {
        case "/":
          return metadata(token);
        case "/v2/snapshot_read":
          return protobuf(await engine.snapshotRead(body));
        case "/v2/atomic_write":
          return protobuf(await engine.atomicWrite(body));
        case "/v2/watch":
          return new Response(framed(await engine.watch(body), pingMs));
        default:
          return new Response("no such operation", { status: 404 });
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // The engine adds its backtrace.
      return new Response(error.message.split("\n")[0], { status: 400 });
    }
  };
}

function metadata(token: string): Response {
  return Response.json({
    version: 3,
    databaseId: "00000000-0000-0000-0000-000000000000",
    endpoints: [{ url: "/v2", consistency: "strong" }],
    token,
    expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000),
  });
}

function protobuf(message: Uint8Array<ArrayBuffer>): Response {
  return new Response(message, { headers: { "content-type": "application/x-protobuf" } });
}

/** A watch's messages, each after its length; one without any length is a ping. */
function framed(watch: EngineWatch, pingMs: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let ping: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    start(controller) {
      ping = setInterval(() => controller.enqueue(new Uint8Array(4)), pingMs);
    },
    async pull(controller) {
      const message = await watch.next();
      if (ping === undefined) return;
      if (message) return controller.enqueue(frame(message));
      clearInterval(ping);
      controller.close();
    },
    cancel() {
      clearInterval(ping);
      ping = undefined;
      watch.end();
    },
  });
}

function frame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const framed = new Uint8Array(4 + message.length);
  new DataView(framed.buffer).setUint32(0, message.length, true);
  framed.set(message, 4);
  return framed;
}
