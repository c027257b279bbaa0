import { define } from "@/lib/api/define.ts";

/** The process answers. */
export const handler = define.handlers({
  GET: () => new Response("ok\n", { headers: { "cache-control": "no-store" } }),
});
