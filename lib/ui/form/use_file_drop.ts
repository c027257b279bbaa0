import { useEffect, useRef, useState } from "preact/hooks";
import { droppedFiles } from "@/lib/client/upload/dropped_files.ts";

/** What an element needs so that files can be dropped on it. */
export interface FileDrop {
  "data-over": boolean;
  onDragOver: (event: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (event: DragEvent) => void;
}

/** Gets at least one file, and whether some were left out as too many. */
export type TakeFiles = (files: File[], cut: boolean) => void;

/**
 * Lets files and folders be dropped on an element. Calls back with the files or with a problem.
 * Dragged text is left to the browser.
 */
export function useFileDrop(onFiles: TakeFiles, onProblem: (message: string) => void): FileDrop {
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
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void take(event, onFiles, onProblem);
    },
  };
}

/**
 * Lets files and folders be dropped anywhere on the page where no element takes them. Returns
 * whether some are held over it.
 */
export function usePageDrop(onFiles: TakeFiles, onProblem: (message: string) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ onFiles, onProblem });
  latest.current = { onFiles, onProblem };
  // Before the guard below, whichever of the two was there first.
  usePageEvents(() => document, {
    dragover: (event) => {
      const mine = !event.defaultPrevented && hasFiles(event);
      if (mine) event.preventDefault();
      setOver(mine);
    },
    // Out of the window: within it, the next element's `dragover` follows.
    dragleave: (event) => event.relatedTarget === null && setOver(false),
    drop: (event) => {
      setOver(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      void take(event, latest.current.onFiles, latest.current.onProblem);
    },
  });
  return over;
}

/** Stops the browser from opening a file that is dropped where nothing takes it. */
export function useDropGuard(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "none";
  };
  usePageEvents(() => globalThis, { dragover: refuse, drop: refuse });
}

/** Listens for as long as the component is there, with the first `handlers` given. */
function usePageEvents(
  target: () => EventTarget,
  handlers: Record<string, (event: DragEvent) => void>,
): void {
  useEffect(() => {
    const stop = new AbortController();
    for (const [type, handler] of Object.entries(handlers)) {
      target().addEventListener(type, (event) => handler(event as DragEvent), {
        signal: stop.signal,
      });
    }
    return () => stop.abort();
  }, []);
}

async function take(
  { dataTransfer }: DragEvent,
  onFiles: TakeFiles,
  onProblem: (message: string) => void,
): Promise<void> {
  try {
    const { files, cut } = await droppedFiles(dataTransfer!);
    if (files.length > 0) onFiles(files, cut);
    else onProblem("There are no files in what was dropped");
  } catch {
    onProblem("What was dropped could not be read: choose it instead");
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
