import { fileOf, requireSight } from "@/lib/api/answers/stored_file.ts";
import { pageAnswer } from "@/lib/api/page/page_answer.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** A page of a document of the batch that a link shows, but where it is blind. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch, blind } = await shareOf(ctx);
    const id = parseRecordId(ctx.params.file, "file");
    requireSight({ isBlind: blind });
    const { services } = ctx.state;
    const file = await fileOf(services, user, batch, id);
    return await pageAnswer(ctx.req, file, ctx.params.page, services);
  },
});
