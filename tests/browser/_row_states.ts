import type { Page } from "playwright-core";

/** Runs in the page: keeps every state that a row is drawn in, by the file's name. */
export function recordStates(): void {
  const states: Record<string, string[]> = {};
  Object.assign(globalThis, { recordedStates: states });
  const look = () => {
    for (const row of document.querySelectorAll<HTMLElement>(".file-row")) {
      const name = row.querySelector(".file-name")?.textContent ?? "";
      const seen = states[name] ??= [];
      const state = row.dataset.state ?? "";
      if (seen.at(-1) !== state) seen.push(state);
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-state"],
  });
}

/** The states that the page recorded, by the file's name, each once where it stayed. */
export function recordedStates(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    (globalThis as unknown as { recordedStates: Record<string, string[]> }).recordedStates
  );
}
