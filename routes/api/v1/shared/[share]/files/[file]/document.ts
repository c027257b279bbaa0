import { documentAnswer, fileOf } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { forbidden } from "@/lib/http/problems.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** A document of the batch that a link shows, but where it is blind. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch, blind } = await shareOf(ctx);
    const id = parseRecordId(ctx.params.file, "file");
    if (blind) throw forbidden("Cannot show the document: it tells whose it is");
    const { services } = ctx.state;
    return await documentAnswer(services, await fileOf(services, user, batch, id));
  },
});
