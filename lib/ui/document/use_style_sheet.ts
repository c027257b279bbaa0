import { asset } from "fresh/runtime";
import { useEffect } from "preact/hooks";

/** What the style sheet of documents is called: it is its own, as most pages show none. */
export const DOCUMENT_STYLES = "/document.css";

/** Has the page fetch the style sheet, unless it has it. */
export function useStyleSheet(): void {
  useEffect(() => {
    if (document.querySelector(`link[rel="stylesheet"][href^="${DOCUMENT_STYLES}"]`)) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = asset(DOCUMENT_STYLES);
    document.head.append(link);
  }, []);
}
