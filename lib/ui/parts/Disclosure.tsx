import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** A button that opens a panel under itself; Escape, or the focus elsewhere, closes it again. */
export function Disclosure(
  { id, name, count = 0, children }: {
    id: string;
    name: string;
    /** How much of what is inside is in use; shown where it isn't 0. */
    count?: number;
    children: ComponentChildren;
  },
) {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, leave);
    return () => {
      for (const type of ["pointerdown", "focusin"]) document.removeEventListener(type, leave);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  return (
    <div class="disclosure" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="button quiet"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {name}
        {count > 0 && <span class="count figure">{count}</span>}
        <Icon name="chevron" />
      </button>
      <div id={id} class="panel" hidden={!open}>{open && children}</div>
    </div>
  );
}
