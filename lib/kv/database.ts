import { compact } from "@/lib/kv/compaction.ts";
import { DatabaseFile, refusalOf } from "@/lib/kv/database_file.ts";
import { deadline } from "@/lib/async/deadline.ts";
import { Doorbells } from "@/lib/kv/doorbells.ts";
import { KEYS_PER_WATCH, WATCHES_PER_HANDLE } from "@/lib/kv/limits.ts";
import { requireSchema } from "@/lib/kv/schema.ts";
import { Store, type StoreOptions } from "@/lib/kv/store.ts";
import { writeAndRead } from "@/lib/kv/store_check.ts";
import { type Settings, SettingsError } from "@/lib/settings.ts";
import { logger } from "@/lib/telemetry/log.ts";

/** An open database: one handle for all, and the watches over it. */
export interface Database extends AsyncDisposable {
  store: Store;
  doorbells: Doorbells;
  /** The embedded database's; null in memory and for a remote one. */
  file: DatabaseFile | null;
}

export interface DatabaseOptions extends StoreOptions {
  file?: DatabaseFile | null;
  /** Opens another handle of a remote database, for watches alone. */
  openHandle?: () => Promise<Deno.Kv>;
}

type DatabaseSettings =
  & Pick<Settings, "kvPath" | "kvUrl" | "retentionHours">
  & Partial<Pick<Settings, "recordRetentionDays">>;

/** A database that doesn't answer so soon after the start ends it, in milliseconds. */
const START_MS = 10_000;

/**
 * Opens the database that the settings name, and sees that it can be written and read.
 *
 * @throws {SettingsError} it can't be used
 */
export async function openDatabase(
  settings: DatabaseSettings,
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

/** The database behind an open handle, which is closed with it. */
export function createDatabase(
  kv: Deno.Kv,
  { retentionMs, recordRetentionMs, file = null, openHandle }: DatabaseOptions,
): Database {
  const doorbells = new Doorbells(kv, openHandle ? { ...REMOTE, openHandle } : EMBEDDED);
  return {
    store: new Store(kv, { retentionMs, recordRetentionMs }),
    doorbells,
    file,
    async [Symbol.asyncDispose]() {
      await doorbells[Symbol.asyncDispose]();
      kv.close();
      file?.[Symbol.dispose]();
    },
  };
}

async function openTried(
  { kvUrl, kvPath, retentionHours, recordRetentionDays = 0 }: DatabaseSettings,
  file: DatabaseFile | null,
): Promise<Database> {
  const retentionMs = retentionHours * 3_600_000;
  const recordRetentionMs = recordRetentionDays * 86_400_000;
  const open = () => Deno.openKv(kvUrl ?? kvPath ?? undefined);
  let kv: Deno.Kv | null = null;
  try {
    kv = await deadline(open(), START_MS);
    const store = new Store(kv, { retentionMs });
    await deadline(writeAndRead(store), START_MS);
    await deadline(requireSchema(store), START_MS);
  } catch (error) {
    kv?.close();
    if (error instanceof SettingsError) throw error;
    throw kvPath ? refusalOf(kvPath, error) : remoteRefusal(kvUrl, error);
  }
  const openHandle = kvPath ? undefined : open;
  return createDatabase(kv, { retentionMs, recordRetentionMs, file, openHandle });
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
const REMOTE = { keysPerWatch: KEYS_PER_WATCH, watchesPerHandle: WATCHES_PER_HANDLE };
