import { createDatabase, type Database } from "@/lib/kv/database.ts";
import type { KvConnectServer } from "@/testing/kv_connect/server.ts";

/** How long tests keep what they write, in milliseconds. */
export const HOUR = 3_600_000;

/** A database in memory, or a client's view of the server's. */
export async function openTestDatabase(server?: KvConnectServer | null): Promise<Database> {
  const openHandle = server ? () => server.connect() : undefined;
  const kv = await (openHandle?.() ?? Deno.openKv(":memory:"));
  return createDatabase(kv, { retentionMs: HOUR, openHandle });
}
