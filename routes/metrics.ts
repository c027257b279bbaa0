import { requireScope } from "@/lib/auth/authorize.ts";
import { identify } from "@/lib/auth/middleware.ts";
import { define } from "@/lib/api/define.ts";

/**
 * What this process counts, in the Prometheus text format. It names no user, and yet tells of all: for an
 * admin token unless METRICS is "public". Where it is asked from is no excuse, for a proxy is local too.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { auth, metrics, settings } = ctx.state.services;
    if (settings.metrics !== "public") requireScope(await identify(auth, ctx.req), "admin");
    return new Response(await metrics.text(), {
      headers: {
        "content-type": metrics.contentType,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
});
