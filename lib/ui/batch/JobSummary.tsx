/** The job that a batch is screened against: its first line, and all of it when opened. */
export function JobSummary({ text }: { text: string }) {
  const title = text.trim().split("\n", 1)[0];
  if (title === "") return null;
  return (
    <details class="card job-summary">
      <summary>
        <span class="muted">Job</span> {title}
      </summary>
      <p class="pre">{text}</p>
    </details>
  );
}
