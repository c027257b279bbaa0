import { existsSync } from "node:fs";
import { requireVersion } from "@/lib/runtime_version.ts";
import { readSettings, SettingsError } from "@/lib/settings.ts";
import { addressRefusal, endStart } from "@/lib/start_failure.ts";

/** With the usual 511, thousands of clients that come back at once wait for seconds. */
const TCP_BACKLOG = 4096;

try {
  await serve();
} catch (error) {
  endStart(error);
}

async function serve(): Promise<void> {
  requireVersion(Deno.version.deno);
  const built = new URL("./_fresh/server.js", import.meta.url);
  if (!existsSync(built)) {
    throw new SettingsError("Cannot start: there is no build, run `deno task build` first");
  }
  const { port, host: hostname } = readSettings(Deno.env);
  const address = { port, hostname };
  try {
    // Before anything is opened: no job is begun by a process that can't stay.
    Deno.listen(address).close();
    // Importing it opens the database and starts the workers: see main.ts.
    const { default: app }: { default: { fetch: Deno.ServeHandler } } = await import(built.href);
    Deno.serve({ ...address, tcpBacklog: TCP_BACKLOG }, app.fetch);
  } catch (error) {
    throw addressRefusal(address, error);
  }
}
