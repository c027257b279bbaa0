import { documentAnswer, requireSight, seenFile } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The document, as it came; not of a blind batch. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    const seen = await seenFile(services, user, batch, file);
    requireSight(seen.view);
    return await documentAnswer(services, seen.file);
  },
});
