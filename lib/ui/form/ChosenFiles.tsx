import { useEffect, useRef } from "preact/hooks";
import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** The most chosen files shown by name: the rest is counted. */
const SHOWN = 200;

/** From this many on they may not fit: what scrolls must be reached by keyboard. */
const MAY_SCROLL = 5;

/** The files that are about to be sent, each of which can be taken out again. */
export function ChosenFiles(
  { files, maxFileBytes, onRemove, onClear }: {
    files: readonly File[];
    maxFileBytes: number;
    onRemove: (index: number) => void;
    onClear: () => void;
  },
) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const tooLarge = files.filter((file) => file.size > maxFileBytes);
  const list = useRef<HTMLUListElement>(null);
  const focusNext = useFocusAfter(list, files);
  const count = `${countOf(files.length, "file")}, ${formatBytes(bytes)}`;
  return (
    <>
      <p class="visually-hidden" role="status">{files.length === 0 ? "" : `${count} chosen`}</p>
      {files.length > 0 && (
        <div class="chosen">
          <div class="chosen-head">
            <span>{count}</span>
            <button type="button" class="button quiet" onClick={onClear}>Remove all</button>
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
                  onClick={() => {
                    focusNext(index);
                    onRemove(index);
                  }}
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

/** The button that removed a file is gone with it: the next one has the focus then. */
function useFocusAfter(
  list: { current: HTMLElement | null },
  files: readonly File[],
): (index: number) => void {
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const buttons = list.current?.querySelectorAll("button") ?? [];
    buttons[Math.min(next.current, buttons.length - 1)]?.focus();
    next.current = null;
  }, [files]);
  return (index) => next.current = index;
}
