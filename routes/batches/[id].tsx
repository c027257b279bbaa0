import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import BatchView from "@/islands/BatchView.tsx";

export const handler = define.handlers({
  /** A batch that isn't there is 404 too; the island says so in its own words. */
  async GET({ params, state: { principal, services } }) {
    if (!recordId.safeParse(params.id).success) throw new HttpError(404);
    const batch = await services.batches.get(principal.user, params.id);
    if (!batch) return page(undefined, { status: 404 });
    // The page holds no rows: it reads them later than this.
    const position = await services.log.position(principal.user);
    return page(undefined, { headers: { [POSITION_HEADER]: position } });
  },
});

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export default define.page(function BatchPage({ state, params }) {
  return (
    <>
      <Head>
        <title>Batch - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>Batch</h1>
      </div>
      <BatchView userId={state.principal.user} batchId={params.id} />
    </>
  );
});
