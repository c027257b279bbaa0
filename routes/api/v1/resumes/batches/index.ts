import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { batchesQuery, parseQuery } from "@/lib/api/queries.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import type { BatchPage } from "@/lib/wire/batch.ts";

/** The user's batches, newest first. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const { limit, cursor = null } = parseQuery(batchesQuery, ctx.url);
    const batches = await ctx.state.services.batches.list(user, limit + 1, cursor);
    const page = batches.slice(0, limit);
    return json<BatchPage>({
      batches: page.map((batch) => batchView(batch)),
      next_cursor: batches.length > limit ? page.at(-1)!.id : null,
    });
  },
});
