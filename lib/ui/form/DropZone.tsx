import type { RefObject } from "preact";
import { visibleFiles } from "@/lib/client/upload/dropped_files.ts";
import { FileButton } from "@/lib/ui/form/FileButton.tsx";
import { useFileDrop } from "@/lib/ui/form/use_file_drop.ts";
import { KINDS_IN_WORDS } from "@/lib/wire/file_kinds.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** Where files and folders are dropped, or chosen by keyboard. Calls back with what was added. */
export function DropZone(
  { onFiles, onProblem, button, describedBy }: {
    /** `cut` where there were more than are taken from one drop. */
    onFiles: (files: File[], cut: boolean) => void;
    onProblem: (message: string) => void;
    /** Gets the focus when something is wrong here. */
    button: RefObject<HTMLButtonElement>;
    describedBy?: string;
  },
) {
  const take = (files: File[]) => onFiles(visibleFiles(files), false);
  return (
    <div class="drop-zone" {...useFileDrop(onFiles, onProblem)}>
      <span class="drop-mark">
        <Icon name="upload" />
      </span>
      <p class="drop-words">Drop resumes or a folder here</p>
      <p class="muted">{KINDS_IN_WORDS}</p>
      <div class="button-row">
        <FileButton
          text="Choose files"
          icon="file"
          label="Resume files"
          many
          button={button}
          describedBy={describedBy}
          onFiles={take}
        />
        <FileButton
          text="Choose a folder"
          icon="folder"
          label="Folder of resumes"
          many
          folder
          onFiles={take}
        />
      </div>
    </div>
  );
}
