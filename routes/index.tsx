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
          Each resume is read and scored while you watch. The list you get says why, with the words
          of the resume that show it.
        </p>
      </div>
      <noscript>
        <p class="notice">This page needs JavaScript to send files and to show their progress.</p>
      </noscript>
      <ResumeUpload userId={state.principal.user} limits={limits} />
    </>
  );
});
