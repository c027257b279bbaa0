import { fileOf, seenText, textAnswer } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { ShareView } from "@/lib/shares/share_view.ts";

/** The text of a document of the batch that a link shows. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch, ...share } = await shareOf(ctx);
    const id = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    const file = await fileOf(services, user, batch, id);
    return textAnswer(await seenText(services, file, new ShareView(share)));
  },
});
