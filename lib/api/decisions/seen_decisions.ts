import type { BatchView } from "@/lib/batches/blind/batch_view.ts";
import type { Services } from "@/lib/services.ts";
import type { Result } from "@/lib/wire/result.ts";
import type { DecidedFile } from "@/lib/wire/review/decision.ts";

/**
 * What was decided about many files of a batch, as it is shown by a view. Where names are hidden, the
 * results are read once, for the words of a decision may tell whose it is.
 */
export async function seenDecisions(
  { user, batch, decided }: { user: string; batch: string; decided: DecidedFile[] },
  view: BatchView,
  { batches }: Pick<Services, "batches">,
): Promise<DecidedFile[]> {
  const hasWords = decided.some(({ decision }) => decision?.reason || decision?.note);
  if (!view.isBlind || !hasWords) return decided;
  const asked = new Map(decided.map(({ file_id, decision }) => [file_id, decision]));
  const names = new Map((await batches.files(user, batch)).map(({ id, name }) => [id, name]));
  const seen = new Map<string, DecidedFile["decision"]>();
  const show = (id: string, result: Result | null) => {
    const decision = asked.get(id);
    if (decision) seen.set(id, view.decision(decision, names.get(id) ?? "", result));
  };
  for await (const result of batches.results(user, batch)) show(result.file_id, result);
  for (const { file_id } of decided) if (!seen.has(file_id)) show(file_id, null);
  return decided.map((file) => ({ ...file, decision: seen.get(file.file_id) ?? null }));
}
