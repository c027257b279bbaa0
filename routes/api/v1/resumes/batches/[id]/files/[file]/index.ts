import { actorOf } from "@/lib/api/actor_of.ts";
import { ownFileDetail } from "@/lib/api/answers/file_detail.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { etagOf } from "@/lib/http/etag.ts";
import { eraseFile } from "@/lib/batches/deletion/erase_file.ts";
import type { FileErasure } from "@/lib/wire/review/file_erasure.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/** One file of a batch, with its result and all that was decided about it. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const detail = await ownFileDetail(user, batch, file, ctx.state.services);
    const headers = {
      [POSITION_HEADER]: detail.position,
      etag: etagOf(detail.decision?.version ?? 0),
    };
    return json<FileDetail>(detail, { headers });
  },

  /** Erases the candidate, with all that tells of the file but the record. */
  async DELETE(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const by = actorOf(principal, user);
    return json<FileErasure>(await eraseFile(services.writer, { user, batch, file, by }));
  },
});
