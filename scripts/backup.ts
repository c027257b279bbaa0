import { parseArgs } from "node:util";
import { backUp, restore } from "@/lib/kv/backup.ts";
import { readSettings, type Settings } from "@/lib/settings.ts";

const USAGE = `Usage: deno task backup FILE
       deno task backup --restore FILE

Copies the embedded database (KV_PATH) to FILE, while the server runs or not, and the secret beside
it. --restore puts such a copy at KV_PATH, where no server may run and no database may be.`;

/** What the arguments ask for. Throws an `Error` of one line. */
export function parseBackup(args: string[]): { file: string; restores: boolean } {
  const { values, positionals: [file, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: { restore: { type: "boolean", default: false } },
  });
  if (file === undefined || rest.length > 0) throw new Error("Cannot back up: name one FILE");
  return { file, restores: values.restore };
}

/** The path of the database to copy. Throws an `Error` of one line where it is no file. */
export function databasePath({ kvPath }: Pick<Settings, "kvPath">): string {
  if (kvPath !== null && kvPath !== ":memory:") return kvPath;
  throw new Error("Cannot back up: the database is no file here, use its server's own backup");
}

if (import.meta.main) {
  if (Deno.args.length === 0 || Deno.args.includes("--help") || Deno.args.includes("-h")) {
    console.error(USAGE);
    Deno.exit(Deno.args.length === 0 ? 2 : 0);
  }
  try {
    const { file, restores } = parseBackup(Deno.args);
    const path = databasePath(readSettings(Deno.env));
    if (restores) await restore(file, path);
    else await backUp(path, file);
    const [from, to] = restores ? [file, path] : [path, file];
    console.log(`Copied ${from} to ${to}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
