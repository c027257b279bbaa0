import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { batchesQuery, parseQuery } from "@/lib/api/queries.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { folded } from "@/lib/wire/review/result_search.ts";
import type { Batch } from "@/lib/batches/batch.ts";
import { type BatchPage, DEFAULT_TITLE } from "@/lib/wire/batch.ts";

/** The user's batches, newest first. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const { limit, cursor = null, q = "" } = parseQuery(batchesQuery, ctx.url);
    const words = folded(q).split(/\s+/).filter((word) => word !== "");
    const isWanted = ({ title }: Batch) => {
      const text = folded(title ?? DEFAULT_TITLE);
      return words.every((word) => text.includes(word));
    };
    const batches = await ctx.state.services.batches.list(user, limit + 1, cursor, isWanted);
    const page = batches.slice(0, limit);
    return json<BatchPage>({
      batches: page.map((batch) => batchView(batch)),
      next_cursor: batches.length > limit ? page.at(-1)!.id : null,
    });
  },
});
