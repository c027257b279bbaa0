import "@/lib/ui/common.ts";
import { DocumentView } from "@/lib/ui/document/DocumentView.tsx";

/** A document on a page of its own. */
export default function DocumentPage({ batchId, file }: { batchId: string; file: string }) {
  return <DocumentView batchId={batchId} file={file} />;
}
