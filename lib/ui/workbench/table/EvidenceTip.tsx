import { useLayoutEffect, useRef } from "preact/hooks";
import type { RequirementResult } from "@/lib/wire/result.ts";
import { MET_WORDS } from "@/lib/ui/results/RequirementTable.tsx";

/** Where the tip belongs, and what it says. */
export interface Tip {
  requirement: RequirementResult;
  cell: HTMLElement;
}

/** Room in pixels between a cell and its tip, and between the tip and the window's edge. */
const GAP = 4;

/** What a resume shows for one requirement, beside its cell; the pointer may go onto it. */
export function EvidenceTip(
  { tip: { requirement, cell }, onLeave }: {
    tip: Tip;
    onLeave: (event: MouseEvent) => void;
  },
) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Told of its size before it is painted, and whenever that changes.
    const resizes = new ResizeObserver(() => place(box.current!, cell));
    resizes.observe(box.current!);
    return () => resizes.disconnect();
  }, [cell, requirement]);
  const { text, met, evidence } = requirement;
  return (
    <div id="evidence-tip" ref={box} class="tip" role="tooltip" onMouseLeave={onLeave}>
      <p class="tip-what">{text}</p>
      <p class="met" data-met={met}>{MET_WORDS[met]}</p>
      {evidence && <q>{evidence}</q>}
    </div>
  );
}

function place(box: HTMLElement, cell: HTMLElement): void {
  const at = cell.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.min(at.left, clientWidth - width - GAP);
  const below = at.bottom + GAP;
  const top = below + height < clientHeight ? below : at.top - height - GAP;
  box.style.left = `${Math.max(GAP, left)}px`;
  box.style.top = `${Math.max(GAP, top)}px`;
}
