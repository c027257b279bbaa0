import { page } from "fresh";
import type { BatchSummary } from "@/lib/wire/batch.ts";
import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { ResumeUpload } from "@/islands/Screening.tsx";

/** Batches listed on the page. */
const RECENT = 5;

export const handler = define.handlers({
  async GET({ state: { principal, services } }) {
    const batches = await services.batches.list(principal.user, RECENT, null);
    return page({ recent: batches.map((batch) => batchView(batch)) });
  },
});

/** The start page: screens a batch. */
export default define.page(function Home({ data, state }) {
  const { recent } = data as { recent: BatchSummary[] };
  const { maxUploadBytes, maxFilesPerBatch } = state.services.settings;
  const limits = { maxFileBytes: maxUploadBytes, maxFiles: maxFilesPerBatch };
  return (
    <>
      <div class="page-head">
        <h1>Screen resumes against a job</h1>
        <p class="lead">
          Watch each resume being read and scored. Every score comes with quotes from the resume.
        </p>
      </div>
      <noscript>
        <p class="notice">This page needs JavaScript to send files and to show their progress.</p>
      </noscript>
      <ResumeUpload userId={state.principal.user} limits={limits} recent={recent} />
    </>
  );
});
