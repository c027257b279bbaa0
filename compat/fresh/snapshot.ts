/** What the Builder knows of a project: its routes, islands and static files */
export interface Snapshot {
  buildId: string;
  routes: [file: string, module: Record<string, unknown>][];
  islands: { name: string; module: Record<string, unknown>; scripts: string[] }[];
  files: Map<string, { hash: string; content: Uint8Array<ArrayBuffer> | URL }>;
}

/** Where an App keeps its snapshot. A global symbol, because `_fresh/server.js` sets it too */
export const SNAPSHOT: unique symbol = Symbol.for("fresh.snapshot") as never;
