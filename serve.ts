import { existsSync } from "node:fs";

/** With the usual 511, thousands of clients that come back at once wait for seconds. */
const TCP_BACKLOG = 4096;

const built = new URL("./_fresh/server.js", import.meta.url);
if (!existsSync(built)) {
  console.error("Cannot start: there is no build, run `deno task build` first");
  Deno.exit(1);
}

// Importing it reads the settings, opens the database and starts the workers: see main.ts.
const { default: app }: { default: { fetch: Deno.ServeHandler } } = await import(built.href);

Deno.serve({
  port: Number(Deno.env.get("PORT") || 8000),
  hostname: Deno.env.get("AUTH_MODE") === "open" ? "127.0.0.1" : "0.0.0.0",
  tcpBacklog: TCP_BACKLOG,
}, app.fetch);
