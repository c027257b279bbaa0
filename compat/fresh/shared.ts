import type { ComponentChildren } from "preact";

/** What server, browser and components share: the build's id, and where Head collects */
export const shared: { buildId: string; head?: ComponentChildren[] } = { buildId: "" };
