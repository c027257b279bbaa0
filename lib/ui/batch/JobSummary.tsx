import { jobTitle } from "@/lib/ui/batch/batch_words.ts";

/** The job that a batch is screened against: its first line, and all of it when opened. */
export function JobSummary({ text, titled }: {
  text: string;
  /** Whether the page bears its first line already. */
  titled: boolean;
}) {
  const title = jobTitle(text);
  if (title === "") return null;
  return (
    <details class="card job-summary">
      <summary>
        {titled ? "Job description" : (
          <>
            <span class="muted">Job</span> {title}
          </>
        )}
      </summary>
      <p class="pre">{text}</p>
    </details>
  );
}
