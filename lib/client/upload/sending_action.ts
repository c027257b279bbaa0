import type { OutageWait } from "@/lib/client/api/outage.ts";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";

/** A file that is about to be sent, and the key of its row. */
export interface ChosenFile {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  /** Why it won't be sent; null where it will. */
  reason: string | null;
}

/** What an upload tells the page that shows its batch. */
export type SendingAction =
  | { type: "chosen"; files: readonly ChosenFile[]; job: string; blind?: boolean }
  /** More files for the batch that is shown, some of which may have rows. */
  | { type: "added"; files: readonly ChosenFile[] }
  | { type: "sending"; keys: readonly string[] }
  | { type: "waiting"; wait: OutageWait | null }
  | { type: "sent"; bytes: number }
  | { type: "answered"; batchId: string | null; outcomes: ReadonlyMap<string, FileOutcome> }
  | { type: "uploaded" }
  | { type: "emptied"; problem: FormProblem | null };
