import { existsSync } from "node:fs";

/** Deploy and container hosts kill 5 s after their signal */
const DRAIN_MS = 4500;
/** With the usual 511, thousands of clients that come back at once wait for seconds */
const TCP_BACKLOG = 4096;

const built = new URL("./_fresh/server.js", import.meta.url);
if (!existsSync(built)) {
  console.error("Cannot start: there is no build, run `deno task build` first");
  Deno.exit(1);
}

const { default: app }: { default: { fetch: Deno.ServeHandler } } = await import(built.href);
const { drain } = await import("./main.ts");

const server = Deno.serve({
  port: Number(Deno.env.get("PORT") || 8000),
  hostname: Deno.env.get("AUTH_MODE") === "open" ? "127.0.0.1" : "0.0.0.0",
  tcpBacklog: TCP_BACKLOG,
}, app.fetch);

let stopping = false;

/** Lets clients and workers finish, within what the host allows; a second signal ends at once */
async function stop(): Promise<void> {
  if (stopping) Deno.exit(1);
  stopping = true;
  setTimeout(() => Deno.exit(1), DRAIN_MS);
  await drain();
  await server.shutdown();
  Deno.exit(0);
}

Deno.addSignalListener("SIGTERM", stop);
Deno.addSignalListener("SIGINT", stop);
