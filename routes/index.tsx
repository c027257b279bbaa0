import { page } from "fresh";
import { define } from "@/lib/api/define.ts";
import ResumeUpload from "@/islands/ResumeUpload.tsx";

/** A bare component would answer every method. */
export const handler = define.handlers({ GET: () => page() });

/** The start page: screens a batch. */
export default define.page(function Home({ state }) {
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
      <ResumeUpload userId={state.principal.user} limits={limits} />
    </>
  );
});
