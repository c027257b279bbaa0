import { isReading } from "@/lib/http/methods.ts";
import { unavailable } from "@/lib/http/problems.ts";
import type { StoreCheck } from "@/lib/kv/store_check.ts";

/** Only a new start ends it, so there is no hurry. In seconds. */
const RETRY_SECONDS = 30;

/**
 * Answers 503 to what would write into a database file that is gone, and once more after the work:
 * what was promised must be in the file then. SQLite goes on writing to a deleted file.
 */
export function storeGuard(
  store: Pick<StoreCheck, "lost">,
): (ctx: { req: Request; next(): Promise<Response> }) => Promise<Response> {
  const check = async () => {
    const fault = await store.lost();
    if (fault) throw unavailable(fault.detail, RETRY_SECONDS);
  };
  return async (ctx) => {
    if (isReading(ctx.req)) return ctx.next();
    await check();
    const response = await ctx.next();
    if (response.ok) await check();
    return response;
  };
}
