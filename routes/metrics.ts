import { define } from "@/lib/api/define.ts";

/** What this process counts, in the Prometheus text format. It names no user. */
export const handler = define.handlers({
  async GET(ctx) {
    const { metrics } = ctx.state.services;
    return new Response(await metrics.text(), { headers: { "content-type": metrics.contentType } });
  },
});
