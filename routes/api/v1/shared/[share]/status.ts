import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { json } from "@/lib/http/json.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import type { ProgressStatus } from "@/lib/wire/progress.ts";
import { SHARED_USER } from "@/lib/wire/review/share.ts";

/** Where the batch that a link shows stands, once. */
export const handler = define.handlers({
  async GET(ctx) {
    const share = await shareOf(ctx);
    const { batches, log } = ctx.state.services;
    const position = await log.position(share.user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await batches.get(share.user, share.batch);
    if (!batch) throw new BatchNotFoundError(share.batch);
    const progress = new ShareView(share).progressOf(batch);
    return json<ProgressStatus>({ position, user_id: SHARED_USER, progress }, {
      headers: { [POSITION_HEADER]: position },
    });
  },
});
