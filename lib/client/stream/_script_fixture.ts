import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { SSEService, type SSEServiceOptions } from "@/lib/client/stream/sse_service.ts";

/** Answers one request of a {@linkcode Script}. */
export type Answer = (request: Request) => Response | Promise<Response>;

/** A real server that gives the nth request the nth answer (then the last one again). */
export class Script {
  requests: URL[] = [];
  #next = Promise.withResolvers<void>();
  #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(answers: Answer[]) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
      this.requests.push(new URL(request.url));
      this.#next.resolve();
      this.#next = Promise.withResolvers();
      return answers[Math.min(this.requests.length, answers.length) - 1](request);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Waits for the next request. */
  asked(): Promise<void> {
    return this.#next.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/** An event as it is sent; without an id where that is "". */
export function event(type: string, id: string, data: unknown): string {
  return `event: ${type}\n${id && `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

const headers = { "content-type": "text/event-stream" };
/** Answers with a stream that ends after these events. */
export const ending = (...events: string[]): Answer => () =>
  new Response(events.join(""), { headers });
/** Answers with a stream that stays open after these events. */
export const lasting = (...events: string[]): Answer => () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(events.join(""))),
  });
  return new Response(body, { headers });
};
/** Answers with a problem. */
export const problem = (status: number, detail: string, more: HeadersInit = {}): Answer => () =>
  new Response(JSON.stringify({ type: "x", detail, status }), {
    status,
    headers: { "content-type": "application/problem+json", ...more },
  });

/** The first event of a stream, at position `id`. */
export function connected(id: string, more: Record<string, unknown> = {}): string {
  return event("connected", id, { connection_id: "c", resumed: false, progress: null, ...more });
}

/** A progress event. */
export function step(id: string, completed: number): string {
  return event("progress", id, { batch_id: "b", completed, total: 9, status: "processing" });
}

/** A service at `script` that waits little. */
export function service(script: Script, options: SSEServiceOptions = {}): SSEService {
  return new SSEService({ baseUrl: script.url, backoff: { baseMs: 5, maxMs: 20 }, ...options });
}

/** Waits until the connection is, or comes, in a wanted state. */
export function until(sse: SSEService, wanted: (state: ConnectionState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    sse.onConnection((state) => wanted(state) && resolve());
  });
}

/** Resolves with the `completed` of each progress event once there are `count`. */
export function collect(sse: SSEService, count: number): Promise<number[]> {
  const seen: number[] = [];
  return new Promise((resolve) => {
    sse.onProgress(({ progress }) => {
      seen.push(progress.completed);
      if (seen.length === count) resolve(seen);
    });
  });
}
