import type { Ref } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type DocumentSource, pictureWidth } from "@/lib/client/document/document_source.ts";
import type { RequirementResult } from "@/lib/wire/result.ts";
import type { DocumentPage, EvidenceBox } from "@/lib/wire/review/page.ts";

interface PagesPaneProps {
  pane: { current: HTMLDivElement | null };
  source: DocumentSource;
  /** Of the document. */
  name: string;
  pages: readonly DocumentPage[];
  requirements: readonly RequirementResult[];
  chosen: number | null;
  onChoose: (requirement: number) => void;
}

/** A document's pages as pictures, drawn on the server: a browser's own viewer never gets its bytes. */
export function PagesPane(props: PagesPaneProps) {
  const { pane, pages } = props;
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const shown = pane.current?.clientWidth ?? 0;
    setWidth(pictureWidth(shown, globalThis.devicePixelRatio || 1));
  }, []);
  return (
    <div class="document-pane">
      <h3 id="document-pages-title">Original</h3>
      <div
        class="document-pages"
        ref={pane as Ref<HTMLDivElement>}
        tabIndex={0}
        role="region"
        aria-labelledby="document-pages-title"
      >
        {width !== null &&
          pages.map((page) => <Page key={page.page} {...props} page={page} width={width} />)}
        {pages.length === 0 && <p class="muted waiting">Loading the pages</p>}
      </div>
    </div>
  );
}

function Page({ source, name, page, width, requirements, chosen, onChoose }:
  & Omit<PagesPaneProps, "pane" | "pages">
  & { page: DocumentPage; width: number }) {
  const [failed, setFailed] = useState(0);
  const [retry, setRetry] = useState(false);
  const height = Math.max(1, Math.round((width * page.height) / page.width));
  if (retry) {
    return (
      <p class="document-page-failed">
        Page {page.page} can't be shown now.{" "}
        <button type="button" class="button" onClick={() => setRetry(false)}>Try again</button>
      </p>
    );
  }
  return (
    <div class="document-page">
      <img
        // Asked for anew after a failure, and only then.
        key={failed}
        src={source.picture(page.page, width)}
        alt={`Page ${page.page} of ${page.pages} of ${name}`}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        onError={() => {
          setFailed(failed + 1);
          setRetry(true);
        }}
      />
      {page.boxes.map((box, index) => (
        <BoxButton
          key={index}
          box={box}
          text={requirements[box.requirement]?.text ?? ""}
          isChosen={box.requirement === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

/** Around the letters, in shares of the page. */
const MARGIN = 0.004;

function BoxButton({ box, text, isChosen, onChoose }: {
  box: EvidenceBox;
  text: string;
  isChosen: boolean;
  onChoose: (requirement: number) => void;
}) {
  const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
  return (
    <button
      type="button"
      class="document-box"
      data-requirement={box.requirement}
      aria-pressed={isChosen ? "true" : "false"}
      aria-label={`Evidence for requirement ${box.requirement + 1}: ${text}`}
      style={{
        left: percent(box.x - MARGIN),
        top: percent(box.y - MARGIN),
        width: percent(box.w + 2 * MARGIN),
        height: percent(box.h + 2 * MARGIN),
      }}
      onClick={() => onChoose(box.requirement)}
    />
  );
}
