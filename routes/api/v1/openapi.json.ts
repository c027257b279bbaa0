import { define } from "@/lib/api/define.ts";
import { publicDocument } from "@/lib/api/openapi/public_document.ts";

/** The OpenAPI document of the API; for everybody. */
export const handler = define.handlers({
  GET: (ctx) => publicDocument(ctx.req),
});
