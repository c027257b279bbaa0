import type { Ref } from "preact";
import { useMemo } from "preact/hooks";
import { markedText } from "@/lib/client/document/marked_text.ts";
import type { RequirementResult } from "@/lib/wire/result.ts";

/** The id of the element that holds a line of evidence. */
export function lineId(line: number): string {
  return `evidence-line-${line}`;
}

/** The text that was read of a document, with the evidence in it marked. */
export function TextPane({ pane, text, requirements, chosen }: {
  pane: Ref<HTMLDivElement>;
  text: string | null;
  requirements: readonly RequirementResult[];
  chosen: number | null;
}) {
  const pieces = useMemo(() => markedText(text ?? "", requirements), [text, requirements]);
  return (
    <div class="document-pane">
      <h3 id="document-text-title">Text</h3>
      {text === null ? <p class="muted">No text was read from this file.</p> : (
        <div
          class="document-text"
          ref={pane}
          tabIndex={0}
          role="region"
          aria-labelledby="document-text-title"
        >
          {pieces.map((piece) =>
            piece.requirements.length === 0
              ? <div key={piece.line}>{spaced(piece.text)}</div>
              : (
                <mark
                  key={piece.line}
                  id={lineId(piece.line)}
                  tabIndex={-1}
                  data-chosen={chosen !== null && piece.requirements.includes(chosen)}
                >
                  {spaced(piece.text)}
                  {piece.requirements.map((index) => (
                    <span key={index} class="document-number">
                      <span class="visually-hidden">, evidence for requirement</span>
                      {index + 1}
                    </span>
                  ))}
                </mark>
              )
          )}
        </div>
      )}
    </div>
  );
}

/** What stands far apart is parted by a tab, which may come out no wider than a letter. */
function spaced(text: string): string {
  return text.replaceAll("\t", "\u2003\u2003");
}
