import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import type { FormAction } from "@/lib/client/upload/screening_form.ts";
import { ChosenList } from "@/lib/ui/form/ChosenList.tsx";
import { type FileMark, markSentences, marksOf } from "@/lib/ui/form/file_marks.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** More files than these are folded away: each would be a stop of Tab on the way to the button. */
const SHOWN = 5;

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
  const [unfolded, setUnfolded] = useState<boolean | null>(null);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const marks = marksOf(files, maxFileBytes);
  const whole = useRef<HTMLDivElement>(null);
  const focusNext = useFocusAfter(whole, files, chooser);
  const remove = (action: FormAction, index: number) => {
    focusNext(index);
    onAction(action);
  };
  const count = `${countOf(files.length, "file")}, ${formatBytes(bytes)}`;
  const shown = unfolded ?? files.length <= SHOWN;
  return (
    <>
      <p class="visually-hidden" role="status">{files.length === 0 ? "" : `${count} chosen`}</p>
      {files.length > 0 && (
        <div class="chosen" ref={whole}>
          <div class="chosen-head">
            <span>{count}</span>
            <button
              type="button"
              class="button quiet"
              aria-expanded={shown}
              onClick={() => setUnfolded(!shown)}
            >
              <Icon name="chevron" />
              {shown ? "Hide" : "Show or remove"}
            </button>
          </div>
          {shown && (
            <>
              <ChosenList
                files={files}
                marks={marks}
                maxFileBytes={maxFileBytes}
                onRemove={(index, place) =>
                  remove({ type: "filesRemoved", indices: [index] }, place)}
              />
              <Removal
                marks={marks}
                onRemove={(indices) => remove({ type: "filesRemoved", indices }, 0)}
              />
            </>
          )}
          <Marked sentences={markSentences(files, marks, maxFileBytes)} />
        </div>
      )}
    </>
  );
}

function Removal(
  { marks, onRemove }: {
    marks: readonly (FileMark | null)[];
    /** All where there are no indices. */
    onRemove: (indices?: number[]) => void;
  },
) {
  const marked = marks.flatMap((mark, index) => mark === null ? [] : [index]);
  return (
    <div class="button-row">
      <button type="button" class="button quiet" onClick={() => onRemove()}>Remove all</button>
      {marked.length > 0 && marked.length < marks.length && (
        <button
          type="button"
          class="button quiet"
          onClick={() => onRemove(marked)}
        >
          Remove the {formatNumber(marked.length)} marked
        </button>
      )}
    </div>
  );
}

function Marked({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null;
  return <Notice tone="hint">{sentences.map((words) => <p key={words}>{words}</p>)}</Notice>;
}

/** Removing a file removes the focused button: the focus goes to the next one, or to `last`. */
function useFocusAfter(
  whole: RefObject<HTMLElement>,
  files: readonly File[],
  last: RefObject<HTMLElement>,
): (index: number) => void {
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const buttons = whole.current?.querySelectorAll<HTMLElement>("li button") ?? [];
    (buttons[Math.min(next.current, buttons.length - 1)] ?? last.current)?.focus();
    next.current = null;
  }, [files]);
  return (index) => next.current = index;
}
