import { batchPage } from "@/lib/api/answers/batch_page.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { batchesQuery, parseQuery } from "@/lib/api/queries.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import type { BatchPage } from "@/lib/wire/batch.ts";

/** The user's batches, newest first. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const query = parseQuery(batchesQuery, ctx.url);
    return json<BatchPage>(await batchPage(ctx.state.services, user, query));
  },
});
