import { requireSight, seenFile } from "@/lib/api/answers/stored_file.ts";
import { pageAnswer } from "@/lib/api/page/page_answer.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** A page of a document: `1.png` its picture, `1.json` the evidence on it. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const id = parseRecordId(ctx.params.file, "file");
    const { services } = ctx.state;
    const { file, view } = await seenFile(services, user, batch, id);
    requireSight(view);
    return await pageAnswer(ctx.req, file, ctx.params.page, services);
  },
});
