import { asset } from "fresh/runtime";
import { useEffect, useState } from "preact/hooks";

/** Style sheets of their own, as the start page needs none of them. */
export const WORKBENCH_STYLES = "/workbench.css";
export const DOCUMENT_STYLES = "/document.css";

/** Whether the page has a style sheet: one that began as another fetches it now. */
export function useStyles(href: string): boolean {
  const [ready, setReady] = useState(() => !!globalThis.document && !!find(href)?.sheet);
  useEffect(() => {
    if (ready) return;
    const link = find(href) ?? append(href);
    if (link.sheet) return setReady(true);
    // Without it, everything works and looks plain.
    const settle = () => setReady(true);
    link.addEventListener("load", settle);
    link.addEventListener("error", settle);
    return () => {
      link.removeEventListener("load", settle);
      link.removeEventListener("error", settle);
    };
  }, []);
  return ready;
}

function find(href: string): HTMLLinkElement | null {
  return document.querySelector<HTMLLinkElement>(`link[rel="stylesheet"][href^="${href}"]`);
}

function append(href: string): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = asset(href);
  document.head.append(link);
  return link;
}
