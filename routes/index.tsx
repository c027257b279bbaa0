import { page } from "fresh";
import type { BatchSummary } from "@/lib/wire/batch.ts";
import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { ResumeUpload, type SameJob } from "@/islands/Screening.tsx";
import { sameJob } from "@/lib/api/answers/same_job.ts";

/** Names the batch whose job a new one is to have. */
const SAME_JOB_PARAMETER = "criteria";
/** Batches listed on the page. */
const RECENT = 5;

export const handler = define.handlers({
  async GET({ url, req, state: { principal, services } }) {
    const batches = await services.batches.list(principal.user, RECENT, null);
    const batch = url.searchParams.get(SAME_JOB_PARAMETER);
    const asked = { user: principal.user, batch, signal: req.signal };
    const again = batch === null ? null : await sameJob({ ...asked, batch }, services);
    return page({ recent: batches.map((batch) => batchView(batch)), again });
  },
});

/** The start page: screens a batch. */
export default define.page(function Home({ data, state }) {
  const { recent, again } = data as { recent: BatchSummary[]; again: SameJob | null };
  const { maxUploadBytes, maxFilesPerBatch } = state.services.settings;
  const limits = { maxFileBytes: maxUploadBytes, maxFiles: maxFilesPerBatch };
  return (
    <>
      <noscript>
        <p class="notice">This page needs JavaScript to send files and to show their progress.</p>
      </noscript>
      <ResumeUpload userId={state.principal.user} limits={limits} recent={recent} again={again} />
    </>
  );
});
