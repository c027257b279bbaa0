import type { ComponentChildren } from "preact";
import { shared } from "./snapshot.ts";

/** True in the browser, false on the server */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** The URL of a static file with the build's id in it, so that it may be cached for good */
export const asset = (path: string): string =>
  `${path}${path.includes("?") ? "&" : "?"}__frsh_c=${shared.buildId}`;

/** Puts its children into the document's head when the server renders; draws nothing itself */
export function Head({ children }: { children?: ComponentChildren }): null {
  if (!IS_BROWSER) shared.head.push(children);
  return null;
}
