import type { ComponentChildren } from "preact";

/** What the Builder knows of a project: its routes, islands and static files */
export interface Snapshot {
  buildId: string;
  routes: [file: string, module: Record<string, unknown>][];
  islands: { name: string; scripts: string[]; module: Record<string, unknown> }[];
  files: Map<string, URL>;
}

/** Where an App keeps its snapshot. A global symbol, because `_fresh/server.js` sets it */
export const SNAPSHOT: unique symbol = Symbol.for("fresh.snapshot") as never;

/** What server, browser and components share: the build's id, and where Head collects */
export const shared: { buildId: string; head: ComponentChildren[] } = { buildId: "", head: [] };
