import { z } from "zod";
import { resolveUser } from "@/lib/auth/authorize.ts";
import { progressOf } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { ProgressStatus } from "@/lib/wire/progress.ts";

const query = z.object({ batch_id: recordId.optional() });

/** Where a user's progress stands, once. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = resolveUser(ctx.state.principal, ctx.params.user_id, "read");
    const { progress, batches } = ctx.state.services;
    const { batch_id: id } = query.parse(Object.fromEntries(ctx.url.searchParams));
    if (id === undefined) {
      return json<ProgressStatus>({ user_id: user, progress: await progress.current(user) });
    }
    const batch = await batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    return json<ProgressStatus>({ user_id: user, progress: progressOf(batch) });
  },
});
