import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { batchView, fileView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import type { Batch } from "@/lib/wire/batch.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";

/** A batch with its files. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const id = parseRecordId(ctx.params.id, "batch");
    const { batches, log } = ctx.state.services;
    const position = await log.position(user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    const body: Batch = {
      position,
      ...batchView(batch),
      job_description: await batches.jobDescription(user, batch.id),
      files: (await batches.files(user, batch.id)).map(fileView),
    };
    return json(body, { headers: { [POSITION_HEADER]: position } });
  },
});
