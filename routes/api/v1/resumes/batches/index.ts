import { z } from "zod";
import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { BATCHES_PER_PAGE, type BatchPage } from "@/lib/wire/batch.ts";

const query = z.object({
  limit: z.coerce.number().int().min(1).max(BATCHES_PER_PAGE.most).default(
    BATCHES_PER_PAGE.default,
  ),
  cursor: recordId.nullable().default(null),
});

/** The user's batches, newest first. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const { limit, cursor } = query.parse(Object.fromEntries(ctx.url.searchParams));
    const batches = await ctx.state.services.batches.list(user, limit + 1, cursor);
    const page = batches.slice(0, limit);
    return json<BatchPage>({
      batches: page.map((batch) => batchView(batch)),
      next_cursor: batches.length > limit ? page.at(-1)!.id : null,
    });
  },
});
