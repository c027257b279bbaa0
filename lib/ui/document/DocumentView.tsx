import "@/lib/ui/common.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { useDocument } from "@/lib/client/document/use_document.ts";
import { PagesPane } from "@/lib/ui/document/PagesPane.tsx";
import { RequirementPicker } from "@/lib/ui/document/RequirementPicker.tsx";
import { lineId, TextPane } from "@/lib/ui/document/TextPane.tsx";
import { DOCUMENT_STYLES, useStyles } from "@/lib/ui/page/use_styles.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import type { RequirementResult } from "@/lib/wire/result.ts";

interface DocumentViewProps {
  batchId: string;
  /** The file's id. */
  file: string;
  /** Told which requirement's evidence is shown, by its place among the result's. */
  onRequirement?: (requirement: number) => void;
}

const NONE: readonly RequirementResult[] = [];

/** A document as it looks beside the text that was read of it, with the evidence for each requirement. */
export function DocumentView({ batchId, file, onRequirement }: DocumentViewProps) {
  const styled = useStyles(DOCUMENT_STYLES);
  const { source, read, pages, unshown, problem } = useDocument(batchId, file);
  const [chosen, setChosen] = useState<number | null>(null);
  const text = useRef<HTMLDivElement>(null);
  const original = useRef<HTMLDivElement>(null);
  // Whose evidence is still to be brought into sight: its page may come later than the click.
  const sought = useRef<number | null>(null);
  const seek = () => {
    const pane = original.current;
    const box = pane?.querySelector(`[data-requirement="${sought.current}"]`);
    if (!pane || !box) return;
    scrollWithin(pane, box);
    sought.current = null;
  };
  useEffect(seek, [pages]);
  useEffect(() => {
    setChosen(null);
    sought.current = null;
  }, [batchId, file]);
  if (problem !== null) return <Notice>{problem}</Notice>;
  if (read === null || !styled) return <p class="muted waiting">Loading the document</p>;
  const { name, requirements = NONE } = read.detail;
  const choose = (requirement: number) => {
    setChosen(requirement);
    onRequirement?.(requirement);
    sought.current = requirement;
    seek();
    const line = document.getElementById(lineId(requirements[requirement].evidence_line ?? 0));
    line?.focus();
    if (line && text.current) scrollWithin(text.current, line);
  };
  const shared = { requirements, chosen };
  return (
    <div class="document-view">
      <p class="document-links">
        <a href={source.download} download>
          <Icon name="download" />Download the original
        </a>
      </p>
      {unshown && <Notice tone="hint">{unshown}</Notice>}
      <RequirementPicker {...shared} onChoose={choose} />
      <div class="document-panes">
        {unshown === null && (
          <PagesPane {...shared} {...{ source, name, pages }} pane={original} onChoose={choose} />
        )}
        <TextPane {...shared} text={read.text} pane={text} />
      </div>
    </div>
  );
}

/** Brings an element to the middle of what scrolls around it, and nothing else. */
function scrollWithin(pane: HTMLElement, element: Element): void {
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  pane.scrollTop += inner.top - outer.top - (pane.clientHeight - inner.height) / 2;
}
