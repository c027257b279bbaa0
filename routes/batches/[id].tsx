import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import BatchView from "@/islands/BatchView.tsx";

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
