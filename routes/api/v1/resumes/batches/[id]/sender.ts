import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { uploadSender } from "@/lib/api/upload/upload_sender.ts";
import { invalidField } from "@/lib/http/problems.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { UPLOAD_SENDER } from "@/lib/wire/upload.ts";

/** A page says that it is sending files into the batch, or still is. */
export const handler = define.handlers({
  async POST(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const sender = uploadSender(ctx.req);
    if (sender === null) throw invalidField(UPLOAD_SENDER.header, `must be ${UPLOAD_SENDER.rule}`);
    return json(batchView(await ctx.state.services.operations.renewSender(user, id, sender)));
  },
});
