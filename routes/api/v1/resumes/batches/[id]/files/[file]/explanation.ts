import { define } from "@/lib/api/define.ts";
import { explanationAnswer } from "@/lib/api/explanation/explanation_answer.tsx";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** One candidate's sheet, to be printed: how the score came about and who decided. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    return await explanationAnswer({ user, batch, file }, ctx.state.services);
  },
});
