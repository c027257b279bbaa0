import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

/** One of {@linkcode Tabs}. */
export interface Tab {
  name: string;
  draw: () => ComponentChildren;
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Panels of which one is drawn; arrow keys go from tab to tab (ARIA Authoring Practices, tabs). */
export function Tabs({ id, label, tabs }: {
  /** Starts the ids of its elements. */
  id: string;
  label: string;
  tabs: Tab[];
}) {
  const list = useRef<HTMLDivElement>(null);
  const [selected, select] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(selected, tabs.length);
    select(next);
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class="tabs">
      <div ref={list} class="tab-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            // As a text: the server would write a bare attribute.
            aria-selected={index === selected ? "true" : "false"}
            aria-controls={`${id}-panel`}
            tabIndex={index === selected ? 0 : -1}
            onClick={() => select(index)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        key={selected}
        class="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${selected}`}
      >
        {tabs[selected].draw()}
      </div>
    </div>
  );
}
