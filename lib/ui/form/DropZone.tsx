import type { RefObject } from "preact";
import { formatBytes, formatNumber } from "@/lib/client/format.ts";
import { visibleFiles } from "@/lib/client/upload/dropped_files.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { FileButton } from "@/lib/ui/form/FileButton.tsx";
import { KINDS_IN_WORDS } from "@/lib/wire/file_kinds.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** Where it is said what may be dropped, and where files are chosen by keyboard or on a phone. */
export function DropZone(
  { over, limits, onFiles, button, describedBy }: {
    /** Whether files are held over the page. */
    over: boolean;
    limits: UploadLimits;
    onFiles: (files: File[]) => void;
    /** Gets the focus when something is wrong here. */
    button: RefObject<HTMLButtonElement>;
    describedBy?: string;
  },
) {
  const take = (files: File[]) => onFiles(visibleFiles(files));
  const { maxFileBytes, maxFiles } = limits;
  return (
    <div class="drop-zone" data-over={over}>
      <span class="drop-mark">
        <Icon name="upload" />
      </span>
      <p class="drop-words">
        <span class="for-mouse">Drop resumes or a folder anywhere on this page</span>
        <span class="for-touch">Choose the resumes</span>
      </p>
      <p class="muted">{KINDS_IN_WORDS}</p>
      <p class="muted">{formatBytes(maxFileBytes)} each, {formatNumber(maxFiles)} files</p>
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
