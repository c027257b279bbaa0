import { type RefObject } from "preact";
import { useRef } from "preact/hooks";
import { MAX_DROPPED_FILES, visibleFiles } from "@/lib/client/upload/dropped_files.ts";
import { DOCUMENT_TYPES } from "@/lib/ui/form/document_types.ts";
import { formatNumber } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { useFileDrop } from "@/lib/ui/form/use_file_drop.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** Where files and folders are dropped, or chosen by keyboard. Calls back with what was added. */
export function DropZone(
  { onFiles, onProblem, button, describedBy }: {
    onFiles: (files: File[]) => void;
    onProblem: (message: string) => void;
    /** Where to go when something is wrong here. */
    button: RefObject<HTMLButtonElement>;
    describedBy?: string;
  },
) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles(visibleFiles(input.files ?? []));
    // The same file may be chosen again after it was removed.
    input.value = "";
  };
  const drop = useFileDrop((files, cut) => {
    onFiles(files);
    if (cut) onProblem(`Only the first ${formatNumber(MAX_DROPPED_FILES)} files were taken`);
  }, onProblem);
  return (
    <div class="drop-zone" {...drop}>
      <span class="drop-mark">
        <Icon name="upload" />
      </span>
      <p class="drop-words">Drop resumes or a folder here</p>
      <p class="muted">PDF, DOCX, ODT, RTF, HTML or text</p>
      <div class="button-row">
        <button
          type="button"
          class="button"
          ref={button}
          aria-describedby={describedBy}
          onClick={() => files.current?.click()}
        >
          <Icon name="file" />Choose files
        </button>
        <button type="button" class="button" onClick={() => folder.current?.click()}>
          <Icon name="folder" />Choose a folder
        </button>
      </div>
      <input
        ref={files}
        hidden
        type="file"
        name={UPLOAD_FIELDS.files}
        multiple
        accept={DOCUMENT_TYPES}
        aria-label="Resume files"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        hidden
        type="file"
        name="folder"
        multiple
        {...{ webkitdirectory: true }}
        aria-label="Folder of resumes"
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
