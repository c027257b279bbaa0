import { resolveUser } from "@/lib/auth/authorize.ts";
import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { deletionQuery, parseQuery } from "@/lib/api/queries.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { readStoredJson } from "@/lib/api/stored_json.ts";
import { conflict, invalidField } from "@/lib/http/problems.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { Services } from "@/lib/services.ts";
import type { CleanupReport } from "@/lib/wire/cleanup_report.ts";
import { MAX_UPDATE_BYTES, type ProgressUpdate, type PublishAnswer } from "@/lib/wire/progress.ts";

export const handler = define.handlers({
  /** Publishes an update. One request is one event. */
  async POST(ctx) {
    const user = resolveUser(ctx.state.principal, ctx.params.user_id, "publish");
    const quota = quotaOf(ctx);
    quota?.admit("updates");
    const body = await readStoredJson(ctx.req, quota, { maxBytes: MAX_UPDATE_BYTES });
    const update = body as ProgressUpdate; // the service checks it
    await refuseBatch(ctx.state.services, user, update?.batch_id);
    const id = await ctx.state.services.progress.update(user, update);
    quota?.spend({ updates: 1 });
    return json<PublishAnswer>({ id }, { status: 202 });
  },

  /** Forgets all of a user. */
  async DELETE(ctx) {
    const user = resolveUser(ctx.state.principal, ctx.params.user_id, "write");
    const { record } = parseQuery(deletionQuery, ctx.url);
    const by = actorOf(ctx.state.principal, user);
    const { sweep } = ctx.state.services;
    const done = await sweep.delete(user, { by, withRecord: record === "delete" });
    return json<CleanupReport>({ user_id: user, ...done });
  },
});

/** A batch tells of itself; an update from outside belongs to none. */
async function refuseBatch(services: Services, user: string, batch: unknown): Promise<void> {
  if (batch === undefined || batch === null) return;
  const { data: id } = recordId.safeParse(batch);
  if (id !== undefined && await services.batches.get(user, id)) {
    throw conflict(`Cannot publish progress of batch "${id}": it tells of itself`);
  }
  throw invalidField("batch_id", "must be left out: an update from outside belongs to no batch");
}
