import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { recordId } from "@/lib/http/record_id.ts";
import ImpactCheck from "@/islands/ImpactCheck.tsx";

export const handler = define.handlers({
  async GET({ params, state: { principal, services } }) {
    if (!recordId.safeParse(params.id).success) throw new HttpError(404);
    if (!await services.batches.get(principal.user, params.id)) throw new HttpError(404);
    return page();
  },
});

/** How groups of a batch's candidates fared. */
export default define.page(function ImpactPage({ params }) {
  return (
    <>
      <Head>
        <title>Impact by group - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>Impact by group</h1>
        <p class="lead">
          Compare how often candidates of each group are shortlisted, and how often they score above
          the median. A ratio below 0.80 to the best group's rate (four fifths) deserves a look at
          what the job asks for.
        </p>
        <p>
          <a href={`/batches/${encodeURIComponent(params.id)}`}>Back to the candidates</a>
        </p>
      </div>
      <noscript>
        <p class="notice">This page needs JavaScript: it reads the table itself.</p>
      </noscript>
      <ImpactCheck batchId={params.id} />
    </>
  );
});
