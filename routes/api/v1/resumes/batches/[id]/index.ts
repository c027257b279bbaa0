import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import { batchView, fileView } from "@/lib/api/answers/batch_view.ts";
import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { deleteBatch } from "@/lib/batches/deletion/delete_batch.ts";
import { batchUpdate, deletionQuery, parseQuery } from "@/lib/api/queries.ts";
import { readJson } from "@/lib/http/json_body.ts";
import { type Batch, type BatchDeletion, MAX_BATCH_UPDATE_BYTES } from "@/lib/wire/batch.ts";
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
    const view = BatchView.of(batch);
    const body: Batch = {
      position,
      ...batchView(batch),
      job_description: await batches.jobDescription(user, batch.id),
      files: (await batches.files(user, batch.id)).map((file) => view.file(fileView(file))),
    };
    return json(body, { headers: { [POSITION_HEADER]: position } });
  },

  /** Gives the batch another title. */
  async PATCH(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const body = await readJson(ctx.req, { maxBytes: MAX_BATCH_UPDATE_BYTES });
    const { title } = batchUpdate.parse(body);
    return json(batchView(await ctx.state.services.operations.rename(user, id, title)));
  },

  /** Deletes the batch with all that belongs to it. */
  async DELETE(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const { record } = parseQuery(deletionQuery, ctx.url);
    const by = actorOf(ctx.state.principal, user);
    const options = { by, withRecord: record === "delete" };
    return json<BatchDeletion>(await deleteBatch(ctx.state.services.writer, user, id, options));
  },
});
