import { fileDetail } from "@/lib/api/answers/file_detail.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { etagOf } from "@/lib/http/etag.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/** One file of the batch that a link shows. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch, ...share } = await shareOf(ctx);
    const file = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    const { detail } = await fileDetail(user, batch, file, services);
    const headers = {
      [POSITION_HEADER]: detail.position,
      etag: etagOf(detail.decision?.version ?? 0),
    };
    return json<FileDetail>(new ShareView(share).detail(detail), { headers });
  },
});
