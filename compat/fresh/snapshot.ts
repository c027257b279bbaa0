import type { ComponentChildren } from "preact";

/** What the Builder knows of a project: its routes, islands and static files */
export interface Snapshot {
  buildId: string;
  routes: [file: string, module: Record<string, unknown>][];
  islands: {
    name: string;
    module: Record<string, unknown>;
    scripts: string[];
  }[];
  files: Map<string, { hash: string; content: Uint8Array<ArrayBuffer> | URL }>;
}

/** Where an App keeps its snapshot */
export const SNAPSHOT: unique symbol = Symbol("snapshot");

/** What server, browser and components share: the build's id, and where Head collects */
export const shared: { buildId: string; head: ComponentChildren[] } = {
  buildId: "",
  head: [],
};
