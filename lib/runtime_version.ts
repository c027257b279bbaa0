import { SettingsError } from "@/lib/settings.ts";

/** The oldest Deno that works: 2.4 starts, but has no `Uint8Array.toHex`, and each upload fails. */
const OLDEST = [2, 5, 0];

/**
 * Refuses a Deno that lacks what is used here.
 *
 * @throws {SettingsError} it is older than 2.5.0
 */
export function requireVersion(version: string): void {
  const parts = version.split(/[.+-]/).map(Number);
  const differing = OLDEST.findIndex((part, i) => parts[i] !== part);
  if (differing < 0 || parts[differing] > OLDEST[differing]) return;
  throw new SettingsError(`Cannot run on Deno ${version}: install ${OLDEST.join(".")} or newer`);
}
