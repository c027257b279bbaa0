import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import type { FormAction } from "@/lib/client/upload/screening_form.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** The most chosen files shown by name: the rest is counted. */
const SHOWN = 200;

/** From this many on the list may scroll, so it must be reachable by keyboard. */
const MAY_SCROLL = 5;

/** The files that are about to be sent, each of which can be taken out again. */
export function ChosenFiles(
  { files, maxFileBytes, chooser, onAction }: {
    files: readonly File[];
    maxFileBytes: number;
    /** Gets the focus when the last file is removed. */
    chooser: RefObject<HTMLElement>;
    onAction: (action: FormAction) => void;
  },
) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const tooLarge = files.filter((file) => file.size > maxFileBytes);
  const list = useRef<HTMLUListElement>(null);
  const focusNext = useFocusAfter(list, files, chooser);
  const remove = (action: FormAction, index: number) => {
    focusNext(index);
    onAction(action);
  };
  const count = `${countOf(files.length, "file")}, ${formatBytes(bytes)}`;
  return (
    <>
      <p class="visually-hidden" role="status">{files.length === 0 ? "" : `${count} chosen`}</p>
      {files.length > 0 && (
        <div class="chosen">
          <div class="chosen-head">
            <span>{count}</span>
            <button
              type="button"
              class="button quiet"
              onClick={() => remove({ type: "filesRemoved" }, 0)}
            >
              Remove all
            </button>
          </div>
          <ul
            class="chosen-list"
            role="list"
            ref={list}
            tabIndex={files.length >= MAY_SCROLL ? 0 : undefined}
            aria-label="Chosen files"
          >
            {files.slice(0, SHOWN).map((file, index) => (
              <li key={`${index} ${file.name}`}>
                <Icon name="file" />
                <span class="file-name" title={file.name}>{file.name}</span>
                <span class="file-size">{formatBytes(file.size)}</span>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={`Remove ${file.name}`}
                  onClick={() => remove({ type: "fileRemoved", index }, index)}
                >
                  <Icon name="cross" />
                </button>
              </li>
            ))}
          </ul>
          {files.length > SHOWN && (
            <p class="muted">and {formatNumber(files.length - SHOWN)} more</p>
          )}
          {tooLarge.length > 0 && <TooLarge files={tooLarge} maxFileBytes={maxFileBytes} />}
        </div>
      )}
    </>
  );
}

function TooLarge({ files, maxFileBytes }: { files: readonly File[]; maxFileBytes: number }) {
  const others = files.length > 1 ? ` and ${countOf(files.length - 1, "other")}` : "";
  return (
    <Notice tone="hint">
      {files[0].name}
      {others} will not be sent: {formatBytes(maxFileBytes)} at most
    </Notice>
  );
}

/** Removing a file removes the focused button: the focus goes to the next one, or to `last`. */
function useFocusAfter(
  list: RefObject<HTMLElement>,
  files: readonly File[],
  last: RefObject<HTMLElement>,
): (index: number) => void {
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const buttons = list.current?.querySelectorAll("button") ?? [];
    (buttons[Math.min(next.current, buttons.length - 1)] ?? last.current)?.focus();
    next.current = null;
  }, [files]);
  return (index) => next.current = index;
}
