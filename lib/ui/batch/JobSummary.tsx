/** All of the job that a batch is screened against, when opened. */
export function JobSummary({ text }: { text: string }) {
  if (text.trim() === "") return null;
  return (
    <details class="card job-summary">
      <summary>Job description</summary>
      <p class="pre">{text}</p>
    </details>
  );
}
