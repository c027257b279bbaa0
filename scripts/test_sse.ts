import { parseArgs } from "node:util";
import { ApiClient } from "@/testing/api_client.ts";
import { type Check, CHECKS } from "@/scripts/sse/sse_checks.ts";

const USAGE = `Usage: deno task test:sse [URL] [--token TOKEN] [--user USER]

Checks the event stream of a running server (http://localhost:8000): progress updates, data
retrieval, cleanup and connection management. Without a token it uses open mode, or else a
session of its own. It ends by deleting all of the user it works as; a user who has progress
is left alone unless named by --user.`;

/** A check that hangs is a check that failed, in milliseconds. */
const CHECK_MS = 30_000;

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args) ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(error instanceof TypeError ? 2 : 1);
  }
}

/** Runs the checks, a line for each. Returns whether all passed; throws an `Error` of one line. */
async function main(args: string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      token: { type: "string" },
      user: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const base = baseOf(positionals[0] ?? "http://localhost:8000");
  const caller = await reach(base, values);
  if (values.user === undefined) await refuseToDelete(caller);
  console.log(`Checking ${base} as "${caller.user}" (${caller.via})`);
  const start = performance.now();
  const checks = CHECKS.filter((check) => !(check.notInOpenMode && caller.via === "open"));
  let failed = 0;
  for (const check of checks) if (!(await passes(check, caller))) failed++;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${checks.length - failed} passed, ${failed} failed (${seconds} s)`);
  return failed === 0;
}

function baseOf(given: string): string {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`Cannot use "${given}": give an http(s) address\n\n${USAGE}`);
  }
  return url.href.replace(/\/+$/, "");
}

async function reach(
  base: string,
  identity: { token?: string; user?: string },
): Promise<ApiClient> {
  try {
    return await ApiClient.identify(base, identity);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(
      `Cannot check ${base}: no server answers there; start one by \`deno task dev\``,
    );
  }
}

async function refuseToDelete(caller: ApiClient): Promise<void> {
  const { status, body } = await caller.call("GET", caller.statusPath);
  if (status === 403) throw new Error(`Cannot check as "${caller.user}": ${body?.detail}`);
  if (body?.progress) {
    throw new Error(
      `Cannot check as "${caller.user}": the user has progress, which the last check deletes; ` +
        `name it by --user to go on`,
    );
  }
}

async function passes(check: Check, caller: ApiClient): Promise<boolean> {
  const start = performance.now();
  const line = (word: string, more: string) => {
    const ms = `${Math.round(performance.now() - start)} ms`;
    console.log(`${word.padEnd(6)} ${ms.padStart(8)}  ${check.name}${more}`);
  };
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no end after ${CHECK_MS} ms`)), CHECK_MS);
  try {
    const note = await Promise.race([check.run(caller), late]);
    line("ok", note ? ` (${note})` : "");
    return true;
  } catch (error) {
    line("FAILED", `: ${error instanceof Error ? error.message : error}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
