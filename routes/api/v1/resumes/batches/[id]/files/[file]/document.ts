import { documentAnswer, fileOf } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The document, as it came. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    return await documentAnswer(services, await fileOf(services, user, batch, file));
  },
});
