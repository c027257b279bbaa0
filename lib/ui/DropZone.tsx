import { useRef, useState } from "preact/hooks";
import { droppedFiles, visibleFiles } from "@/lib/client/dropped_files.ts";
import { Icon } from "@/lib/ui/Icon.tsx";

/** What the server reads; others are rejected by it with a reason. */
const ACCEPT = ".pdf,.docx,.doc,.odt,.rtf,.txt,.md,.html";

/** Where files and folders are dropped, or chosen by keyboard. Calls back with what was added. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles(visibleFiles(input.files ?? []));
    // The same file may be chosen again after it was removed.
    input.value = "";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(onFiles);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      class="drop-zone"
      data-over={over}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span class="drop-mark">
        <Icon name="upload" />
      </span>
      <p class="drop-words">Drop resumes or a folder here</p>
      <p class="muted">PDF, DOCX or text</p>
      <div class="button-row">
        <button type="button" class="button" onClick={() => files.current?.click()}>
          <Icon name="file" />Choose files
        </button>
        <button type="button" class="button" onClick={() => folder.current?.click()}>
          <Icon name="folder" />Choose a folder
        </button>
      </div>
      <input
        ref={files}
        class="visually-hidden"
        type="file"
        name="files"
        multiple
        accept={ACCEPT}
        tabIndex={-1}
        aria-label="Resume files"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        class="visually-hidden"
        type="file"
        name="folder"
        multiple
        {...{ webkitdirectory: true }}
        tabIndex={-1}
        aria-label="Folder of resumes"
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
