import { dirname } from "node:path";
import { Doorbells } from "@/lib/kv/doorbells.ts";
import type { Settings } from "@/lib/settings.ts";

/** An open database: one handle for all, and the watches over it. */
export interface Database extends AsyncDisposable {
  kv: Deno.Kv;
  doorbells: Doorbells;
}

/** Opens the database that the settings name. */
export async function openDatabase(
  settings: Pick<Settings, "kvPath" | "kvUrl">,
): Promise<Database> {
  const { kvPath, kvUrl } = settings;
  if (kvPath && kvPath !== ":memory:") await Deno.mkdir(dirname(kvPath), { recursive: true });
  const open = () => Deno.openKv(kvUrl ?? kvPath ?? undefined);
  const kv = await open();
  const doorbells = kvPath ? new Doorbells(kv, EMBEDDED) : new Doorbells(kv, {
    ...REMOTE,
    openHandle: open,
  });
  return {
    kv,
    doorbells,
    async [Symbol.asyncDispose]() {
      await doorbells[Symbol.asyncDispose]();
      kv.close();
    },
  };
}

/** The embedded database takes one handle only, and a watch of one key costs nothing. */
const EMBEDDED = { keysPerWatch: 1, watchesPerHandle: Infinity };
/** Over 200 watches hang a remote handle; a watch takes 10 keys. */
const REMOTE = { keysPerWatch: 10, watchesPerHandle: 150 };
