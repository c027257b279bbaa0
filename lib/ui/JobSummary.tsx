/** The job that a batch was screened against, folded away. */
export function JobSummary({ text }: { text: string }) {
  if (text.trim() === "") return null;
  return (
    <details class="card job-summary">
      <summary>The job description</summary>
      <p class="pre">{text}</p>
    </details>
  );
}
