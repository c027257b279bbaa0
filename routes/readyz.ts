import { define } from "@/lib/api/define.ts";

/** Whether to send requests here: not while draining. */
export const handler = define.handlers({
  GET(ctx) {
    const { draining } = ctx.state.services.hub;
    return new Response(draining ? "draining\n" : "ready\n", {
      status: draining ? 503 : 200,
      headers: { "cache-control": "no-store" },
    });
  },
});
