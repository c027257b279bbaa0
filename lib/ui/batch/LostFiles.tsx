import { countRows, type Row } from "@/lib/client/batch/batch_row.ts";
import { countOf } from "@/lib/client/format.ts";
import { lossWords } from "@/lib/ui/batch/batch_words.ts";
import { FileList } from "@/lib/ui/batch/FileList.tsx";

/** The files that could not be scored, each with its reason; nothing where there are none. */
export function LostFiles(
  { rows, soFar = false, onRetry }: {
    rows: readonly Row[];
    /** While more may be lost. */
    soFar?: boolean;
    onRetry?: (fileId: string) => void;
  },
) {
  const lost = rows.filter(({ state }) =>
    state === "failed" || state === "refused" || (state === "unsent" && !soFar)
  );
  if (lost.length === 0) return null;
  const title = soFar
    ? `${lossWords(countRows(lost))} so far`
    : `${countOf(lost.length, "file")} couldn't be scored`;
  const Title = soFar ? "h3" : "h2";
  return (
    <section class={soFar ? "lost" : "card lost"} aria-labelledby="lost-title">
      <Title id="lost-title">{title}</Title>
      <FileList
        rows={lost}
        all={rows}
        label="Files that couldn't be scored"
        onRetry={onRetry}
      />
    </section>
  );
}
