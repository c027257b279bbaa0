import { define } from "@/lib/api/define.ts";
import { notFound } from "@/lib/http/problems.ts";

/** Whatever else is asked of the API: a problem, where a page would answer in HTML. */
export const handler = define.handlers(() => {
  throw notFound("this endpoint");
});
