import { seenFile, seenText, textAnswer } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The text that was read of a document. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const id = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    const { file, view } = await seenFile(services, user, batch, id);
    return textAnswer(await seenText(services, file, view));
  },
});
