import { define } from "@/lib/api/define.ts";
import { unavailable } from "@/lib/http/problems.ts";

/** Whether to send requests here: not while draining, nor where nothing can be stored. */
export const handler = define.handlers({
  async GET(ctx) {
    const { hub, storeCheck } = ctx.state.services;
    if (hub.draining) return answer("draining\n", 503);
    const fault = await storeCheck.fault();
    return fault ? unavailable(fault.detail).toResponse() : answer("ready\n", 200);
  },
});

function answer(text: string, status: number): Response {
  return new Response(text, { status, headers: { "cache-control": "no-store" } });
}
