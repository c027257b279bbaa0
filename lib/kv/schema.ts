import { FOREVER } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import { SettingsError } from "@/lib/settings.ts";

/**
 * The shape of what this version stores. It goes up with each change that an earlier version can't read,
 * together with what carries the older records over; what merely expires needs nothing.
 */
export const SCHEMA_VERSION = 1;

/**
 * Says in the database what shape its records have. One without a number is new, or from before they had
 * one, which is the first.
 *
 * @throws {SettingsError} a later version has written it
 */
export async function requireSchema(store: Store): Promise<void> {
  const entry = await store.get<number>(keys.schema());
  if (entry.value === null) {
    // Where another process is quicker, it has said the same.
    await store.atomic().check(entry).set(entry.key, SCHEMA_VERSION, FOREVER).commit();
  } else if (entry.value > SCHEMA_VERSION) {
    throw new SettingsError(
      `Cannot use the database: a later version has written it (schema ${entry.value}, this one ` +
        `knows ${SCHEMA_VERSION}), start that version or set another database`,
    );
  }
}
