import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { BatchView, Viewed } from "@/lib/client/batch/batch_state.ts";
import { unsentIn } from "@/lib/client/batch/sent_rows.ts";
import { countOf } from "@/lib/client/format.ts";
import { visibleFiles } from "@/lib/client/upload/dropped_files.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { FileButton } from "@/lib/ui/form/FileButton.tsx";
import { usePageDrop } from "@/lib/ui/form/use_file_drop.ts";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

interface AddFilesProps {
  session: BatchSession;
  state: Viewed;
  limits: UploadLimits;
}

/** More files for a batch: those that have not come, where it is open, or any, by opening it again. */
export function AddFiles({ session, state, limits }: AddFilesProps) {
  const add = (files: File[]) => {
    document.getElementById("batch-title")?.focus();
    void session.add(visibleFiles(files), limits);
  };
  const unsent = unsentIn(state.view.rows);
  return (
    <>
      {state.view.open && unsent === 0
        ? <OpenBatch session={session} view={state.view} onAdd={add} />
        : unsent > 0 && <RestOfFiles session={session} view={state.view} unsent={unsent} />}
      {!state.view.open && unsent === 0 && <Buttons onAdd={add} quiet />}
    </>
  );
}

/** A page that was closed while it was sending has left files behind; another may be sending them. */
function OpenBatch(
  { session, view, onAdd }: {
    session: BatchSession;
    view: BatchView;
    onAdd: (files: File[]) => void;
  },
) {
  const [problem, setProblem] = useState<string | null>(null);
  const over = usePageDrop(onAdd, setProblem);
  const here = view.rows.filter((row) => row.fileId !== null && row.state !== "refused").length;
  const missing = Math.max(0, view.awaited - here);
  const files = `${countOf(missing, "file")} ${missing === 1 ? "hasn't" : "haven't"} arrived.`;
  return (
    <Notice tone="hint">
      <div class="rest" data-over={over}>
        <p>
          {view.sentByOther && "Another tab is sending files. "}
          {missing > 0 ? files : "More files may come."}
          {!view.sentByOther && " Add them, or finish without them."}
        </p>
        <p class="muted">
          <span class="for-mouse">Drop the folder again, here or anywhere.</span>{" "}
          Files that are here already are skipped.
        </p>
        {problem !== null && <p role="alert">{problem}</p>}
        <Buttons onAdd={onAdd}>
          <Finish session={session} here={here} />
        </Buttons>
      </div>
    </Notice>
  );
}

/** An upload broke off for good, or another page has finished its batch: what is left is still held. */
function RestOfFiles(
  { session, view, unsent }: { session: BatchSession; view: BatchView; unsent: number },
) {
  const here = view.rows.filter((row) => row.fileId !== null && row.state !== "refused").length;
  const elsewhere = !view.open && view.status !== "cancelled";
  const were = unsent === 1 ? "wasn't" : "weren't";
  return (
    <Notice tone={elsewhere ? "problem" : "hint"}>
      <p>
        {elsewhere && "This batch was finished in another tab; "}
        {countOf(unsent, "file")} {were} sent.
      </p>
      <div class="button-row">
        <button type="button" class="button" onClick={() => void session.sendRest()}>
          Send {countOf(unsent, "file")}
        </button>
        {view.open && <Finish session={session} here={here} />}
      </div>
    </Notice>
  );
}

function Finish({ session, here }: { session: BatchSession; here: number }) {
  const finish = () => {
    document.getElementById("batch-title")?.focus();
    void session.acts.begin("close");
  };
  return (
    <button type="button" class="button" onClick={finish}>
      Finish with {countOf(here, "file")}
    </button>
  );
}

function Buttons(
  { onAdd, quiet, children }: {
    onAdd: (files: File[]) => void;
    quiet?: boolean;
    children?: ComponentChildren;
  },
) {
  return (
    <div class="button-row">
      <FileButton
        text="Add files"
        icon="file"
        label="More resume files"
        many
        quiet={quiet}
        onFiles={onAdd}
      />
      <FileButton
        text="Add a folder"
        icon="folder"
        label="Folder of more resumes"
        many
        folder
        quiet={quiet}
        onFiles={onAdd}
      />
      {children}
    </div>
  );
}
