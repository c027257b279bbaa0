import { useEffect, useState } from "preact/hooks";
import { droppedFiles } from "@/lib/client/upload/dropped_files.ts";

/** What an element needs so that files can be dropped on it. */
export interface FileDrop {
  "data-over": boolean;
  onDragOver: (event: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (event: DragEvent) => void;
}

/**
 * Lets files and folders be dropped on an element. Calls back with at least one file, and whether
 * some were left out as too many, or with a problem. Dragged text is left to the browser.
 */
export function useFileDrop(
  onFiles: (files: File[], cut: boolean) => void,
  onProblem: (message: string) => void,
): FileDrop {
  const [over, setOver] = useState(false);
  return {
    "data-over": over,
    onDragOver: (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      droppedFiles(event.dataTransfer).then(
        ({ files, cut }) => {
          if (files.length > 0) onFiles(files, cut);
          else onProblem("There are no files in what was dropped");
        },
        () => onProblem("What was dropped could not be read: choose it instead"),
      );
    },
  };
}

/** Stops the browser from opening a file that is dropped elsewhere on the page. */
export function useDropGuard(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "none";
    };
    addEventListener("dragover", refuse);
    addEventListener("drop", refuse);
    return () => {
      removeEventListener("dragover", refuse);
      removeEventListener("drop", refuse);
    };
  }, []);
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
