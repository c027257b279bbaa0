import { compact } from "@/lib/kv/compaction.ts";
import { DatabaseFile, refusalOf } from "@/lib/kv/database_file.ts";
import { withDeadline } from "@/lib/kv/deadline.ts";
import { Doorbells } from "@/lib/kv/doorbells.ts";
import { writeAndRead } from "@/lib/kv/store_check.ts";
import { type Settings, SettingsError } from "@/lib/settings.ts";
import { logger } from "@/lib/telemetry/log.ts";

/** An open database: one handle for all, and the watches over it. */
export interface Database extends AsyncDisposable {
  kv: Deno.Kv;
  doorbells: Doorbells;
  /** The embedded database's; null in memory and for a remote one. */
  file: DatabaseFile | null;
}

/** A database that doesn't answer so soon after the start ends it, in milliseconds. */
const START_MS = 10_000;

/**
 * Opens the database that the settings name, and sees that it can be written and read.
 *
 * @throws {SettingsError} it can't be used
 */
export async function openDatabase(
  settings: Pick<Settings, "kvPath" | "kvUrl">,
): Promise<Database> {
  const { kvPath } = settings;
  if (kvPath === null || kvPath === ":memory:") return await openTried(settings, null);
  const file = await DatabaseFile.claim(kvPath);
  try {
    const left = await compact(file.path);
    const database = await openTried(settings, file);
    await file.remember();
    if (left) logger("store").warn("deleted data stays in the file", { because: left });
    return database;
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}

async function openTried(
  settings: Pick<Settings, "kvPath" | "kvUrl">,
  file: DatabaseFile | null,
): Promise<Database> {
  const { kvUrl, kvPath } = settings;
  const open = () => Deno.openKv(kvUrl ?? kvPath ?? undefined);
  let kv: Deno.Kv | null = null;
  try {
    kv = await withDeadline(open(), START_MS);
    await withDeadline(writeAndRead(kv), START_MS);
  } catch (error) {
    kv?.close();
    throw kvPath ? refusalOf(kvPath, error) : remoteRefusal(kvUrl, error);
  }
  const doorbells = kvPath ? new Doorbells(kv, EMBEDDED) : new Doorbells(kv, {
    ...REMOTE,
    openHandle: open,
  });
  return {
    kv,
    doorbells,
    file,
    async [Symbol.asyncDispose]() {
      await doorbells[Symbol.asyncDispose]();
      kv.close();
      file?.[Symbol.dispose]();
    },
  };
}

/** A KV_URL may carry credentials, and what the runtime says of it shows the address. */
function remoteRefusal(kvUrl: string | null, error: unknown): SettingsError {
  const what = kvUrl ? "KV_URL" : "the database";
  const message = error instanceof Error ? error.message : "";
  const state = /\b40[13]\b/.test(message)
    ? "the server refuses the token, set DENO_KV_ACCESS_TOKEN"
    : "the server can't be reached or doesn't answer";
  return new SettingsError(`Cannot use ${what}: ${state}`, { cause: error });
}

/** The embedded database takes one handle only, and a watch of one key costs nothing. */
const EMBEDDED = { keysPerWatch: 1, watchesPerHandle: Infinity };
/** Over 200 watches hang a remote handle; a watch takes 10 keys. */
const REMOTE = { keysPerWatch: 10, watchesPerHandle: 150 };
