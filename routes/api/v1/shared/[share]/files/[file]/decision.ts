import { putDecision } from "@/lib/api/decisions/put_decision.ts";
import { fileOf } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { shareQuota } from "@/lib/api/quota_of.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { forbidden } from "@/lib/http/problems.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { deciderOf } from "@/lib/shares/share.ts";
import { ShareView } from "@/lib/shares/share_view.ts";

/** Decides about a file of the batch that a link shows, where the link may. */
export const handler = define.handlers({
  async PUT(ctx) {
    const share = await shareOf(ctx);
    const id = parseRecordId(ctx.params.file, "file");
    if (!share.mayDecide) throw forbidden("Cannot decide: the share is for reading alone");
    const { user, batch } = share;
    const { services } = ctx.state;
    const file = await fileOf(services, user, batch, id);
    const view = new ShareView(share);
    const quota = shareQuota(services, share.id, ctx.req, ctx.info.remoteAddr);
    const decider = { user, batch, file: id, by: deciderOf(share), quota };
    return await putDecision(
      ctx.req,
      decider,
      services,
      async (decision) =>
        view.decision(decision, file.name, await services.batches.result(user, batch, id)),
    );
  },
});
