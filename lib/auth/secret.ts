import { dirname } from "node:path";
import { base64url } from "jose";
import { secretPath, type Settings, SettingsError } from "@/lib/settings.ts";

/** Bytes of a secret made here: as long as the output of the HMAC it keys (RFC 7518, 3.2). */
const SECRET_BYTES = 32;

/**
 * The key that signs sessions and tokens: AUTH_SECRET, or else one made once into a file (mode 0600) beside the
 * embedded database.
 * @throws {SettingsError} several processes need the same and none is set
 */
export async function loadAuthKey(
  settings: Pick<Settings, "authSecret" | "kvPath" | "authMode">,
): Promise<Uint8Array<ArrayBuffer>> {
  return new TextEncoder().encode(await loadSecret(settings));
}

async function loadSecret(
  { authSecret, kvPath, authMode }: Pick<Settings, "authSecret" | "kvPath" | "authMode">,
): Promise<string> {
  if (authSecret !== null) return authSecret;
  // In open mode nothing is signed that another process would have to know.
  if (kvPath === ":memory:" || (kvPath === null && authMode === "open")) return makeSecret();
  if (kvPath === null) {
    throw new SettingsError(
      "Cannot use AUTH_SECRET: it is not set, and processes that share a database need the same, " +
        "set at least 32 random characters",
    );
  }
  return await readOrMakeSecret(secretPath(kvPath));
}

/** The secret in the file at `path`, made at the first call. Safe with several callers at once. */
export async function readOrMakeSecret(path: string): Promise<string> {
  try {
    return await readSecret(path) ?? (await writeSecret(path), await readSecret(path) ?? "");
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(
      `Cannot make a secret in ${path}: ${error instanceof Error ? error.name : "unknown"}, ` +
        "set AUTH_SECRET",
      { cause: error },
    );
  }
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const secret = (await Deno.readTextFile(path)).trim();
    if (secret.length >= 32) return secret;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  throw new SettingsError(
    `Cannot use the secret in ${path}: it is too short, delete the file or set AUTH_SECRET`,
  );
}

/** Written aside and then linked, which fails if there is one: nobody reads half a secret. */
async function writeSecret(path: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.writeTextFile(aside, makeSecret() + "\n", { createNew: true, mode: 0o600 });
    await Deno.link(aside, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(aside).catch(() => {});
  }
}

function makeSecret(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}
