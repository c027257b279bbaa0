import { batchView, fileView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { json } from "@/lib/http/json.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import type { Batch } from "@/lib/wire/batch.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";

/** The batch that a link shows, with its files. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch: id, ...share } = await shareOf(ctx);
    const { batches, log } = ctx.state.services;
    const view = new ShareView(share);
    const position = await log.position(user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    const body: Batch = {
      position,
      ...view.batch(batchView(batch)),
      job_description: await batches.jobDescription(user, id),
      files: (await batches.files(user, id)).map((file) => view.file(fileView(file))),
    };
    return json(body, { headers: { [POSITION_HEADER]: position } });
  },
});
