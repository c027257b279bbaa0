import { resolveUser } from "@/lib/auth/authorize.ts";
import { progressOf } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { parseQuery, statusQuery } from "@/lib/api/queries.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import type { ProgressStatus } from "@/lib/wire/progress.ts";

/** Where a user's progress stands, once. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = resolveUser(ctx.state.principal, ctx.params.user_id, "read");
    const { progress, batches, log } = ctx.state.services;
    const { batch_id: id } = parseQuery(statusQuery, ctx.url);
    const position = await log.position(user); // Before the rows, so that what comes meanwhile comes again.
    const answer = (progress: ProgressStatus["progress"]) =>
      json<ProgressStatus>({ position, user_id: user, progress }, {
        headers: { [POSITION_HEADER]: position },
      });
    if (id === undefined) return answer(await progress.current(user));
    const batch = await batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    return answer(progressOf(batch));
  },
});
