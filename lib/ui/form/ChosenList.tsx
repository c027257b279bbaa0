import { useState } from "preact/hooks";
import { formatBytes } from "@/lib/client/format.ts";
import { type FileMark, markWords } from "@/lib/ui/form/file_marks.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { pageOf, Pager } from "@/lib/ui/parts/Pager.tsx";

/** As many files as are drawn at once. */
const PAGE = 50;

/** From this many on the list may scroll, so it must be reachable by keyboard. */
const MAY_SCROLL = 5;

/** Chosen files by name, page by page; what something is wrong with comes first. */
export function ChosenList(
  { files, marks, maxFileBytes, onRemove }: {
    files: readonly File[];
    /** What is wrong with each of them. */
    marks: readonly (FileMark | null)[];
    maxFileBytes: number;
    /** `place` is where on its page the file was drawn. */
    onRemove: (index: number, place: number) => void;
  },
) {
  const [at, setAt] = useState(0);
  const all = [...files.keys()];
  const order = [
    ...all.filter((index) => marks[index] !== null),
    ...all.filter((index) => marks[index] === null),
  ];
  const page = pageOf(at, files.length, PAGE);
  return (
    <>
      <ul
        class="chosen-list"
        role="list"
        tabIndex={files.length >= MAY_SCROLL ? 0 : undefined}
        aria-label="Chosen files"
      >
        {order.slice(page.from, page.to).map((index, place) => {
          const { name, size } = files[index];
          const mark = marks[index];
          return (
            <li key={`${index} ${name}`}>
              <Icon name={mark === null ? "file" : "alert"} />
              <span class="file-name" title={name}>{name}</span>
              {mark === null
                ? <span class="file-size">{formatBytes(size)}</span>
                : <span class="file-mark">{markWords(mark, maxFileBytes)}</span>}
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${name}`}
                onClick={() => onRemove(index, place)}
              >
                <Icon name="cross" />
              </button>
            </li>
          );
        })}
      </ul>
      <Pager page={page} total={files.length} noun="file" onPage={setAt} />
    </>
  );
}
