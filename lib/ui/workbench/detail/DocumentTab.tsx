import { useLate } from "@/lib/ui/parts/use_late.ts";

/** The document of a candidate, whose script comes when it is first looked at. */
export function DocumentTab({ batchId, file }: { batchId: string; file: string }) {
  const late = useLate(() => import("@/lib/ui/document/DocumentView.tsx"));
  if (late === null) return <p class="muted waiting">Loading the document</p>;
  return <late.DocumentView batchId={batchId} file={file} />;
}
