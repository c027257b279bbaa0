import { fileDetail } from "@/lib/api/answers/file_detail.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { etagOf } from "@/lib/http/etag.ts";
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
    const detail = await fileDetail(user, batch, file, ctx.state.services);
    const headers = {
      [POSITION_HEADER]: detail.position,
      etag: etagOf(detail.decision?.version ?? 0),
    };
    return json<FileDetail>(detail, { headers });
  },
});
