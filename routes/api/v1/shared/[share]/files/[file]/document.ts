import { documentAnswer, fileOf, requireSight } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** A document of the batch that a link shows, but where it is blind. */
export const handler = define.handlers({
  async GET(ctx) {
    const { user, batch, blind } = await shareOf(ctx);
    const id = parseRecordId(ctx.params.file, "file");
    requireSight({ isBlind: blind });
    const { services } = ctx.state;
    return await documentAnswer(services, await fileOf(services, user, batch, id));
  },
});
