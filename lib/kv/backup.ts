import { DatabaseFile } from "@/lib/kv/database_file.ts";
import { secretPath } from "@/lib/settings.ts";

/**
 * Copies an embedded database, which may be in use, as it is at one moment, with nothing in it that was
 * deleted; and the secret beside it. Only the owner can read the copies.
 *
 * @throws {Error} there is no database at `path`, or something at `target`
 */
export async function backUp(path: string, target: string): Promise<void> {
  await mustBeFree(target);
  if (!await exists(path)) throw new Error(`Cannot back up "${path}": there is no database`);
  const aside = `${target}.partial`;
  await Deno.writeFile(aside, new Uint8Array(0), { createNew: true, mode: 0o600 });
  try {
    await copyConsistently(path, aside);
    await checkIntegrity(aside);
    await copySecret(path, target);
    await Deno.rename(aside, target);
  } finally {
    await Deno.remove(aside).catch(() => {});
  }
}

/**
 * Puts a copy that {@linkcode backUp} made where a server will open it.
 *
 * @throws {SettingsError} a server has the database at `path` open
 * @throws {Error} there is one at `path`, or the copy is damaged
 */
export async function restore(copy: string, path: string): Promise<void> {
  using file = await DatabaseFile.claim(path);
  await mustBeFree(file.path);
  if (!await exists(copy)) throw new Error(`Cannot restore "${copy}": there is no such file`);
  await checkIntegrity(copy);
  const aside = `${file.path}.partial`;
  await Deno.copyFile(copy, aside);
  await Deno.chmod(aside, 0o600);
  await copySecret(copy, file.path);
  await Deno.rename(aside, file.path);
}

async function copyConsistently(path: string, target: string): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.prepare("VACUUM INTO ?").run(target);
  } finally {
    database.close();
  }
}

async function checkIntegrity(path: string): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const found = database.prepare("PRAGMA quick_check").get();
    if (found?.quick_check !== "ok") throw new Error("its check found damage");
  } catch (cause) {
    throw new Error(`Cannot use "${path}": it is no database or a damaged one`, { cause });
  } finally {
    database.close();
  }
}

async function copySecret(from: string, to: string): Promise<void> {
  if (!await exists(secretPath(from)) || await exists(secretPath(to))) return;
  await Deno.copyFile(secretPath(from), secretPath(to));
  await Deno.chmod(secretPath(to), 0o600);
}

async function mustBeFree(path: string): Promise<void> {
  if (await exists(path)) {
    throw new Error(`Cannot write "${path}": it is there already, name another or move it away`);
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
