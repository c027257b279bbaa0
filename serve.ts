import { existsSync } from "node:fs";
import { readSettings } from "@/lib/settings.ts";

/** With the usual 511, thousands of clients that come back at once wait for seconds. */
const TCP_BACKLOG = 4096;

const built = new URL("./_fresh/server.js", import.meta.url);
if (!existsSync(built)) {
  console.error("Cannot start: there is no build, run `deno task build` first");
  Deno.exit(1);
}

// Importing it checks the settings, opens the database and starts the workers: see main.ts.
const { default: app }: { default: { fetch: Deno.ServeHandler } } = await import(built.href);

const { port, host: hostname } = readSettings(Deno.env);
Deno.serve({ port, hostname, tcpBacklog: TCP_BACKLOG }, app.fetch);
