import { HttpError } from "fresh";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

type RequestContext = { route: string | null; next(): Promise<Response> };

/** A middleware that counts answers by route, also what is thrown on to `_error`. */
export function countRequests(metrics: Metrics): (ctx: RequestContext) => Promise<Response> {
  return async (ctx) => {
    let status = 500;
    try {
      const response = await ctx.next();
      status = response.status;
      return response;
    } catch (error) {
      if (error instanceof HttpError) status = error.status;
      throw error;
    } finally {
      metrics.countRequest(ctx.route ?? "none", status);
    }
  };
}
