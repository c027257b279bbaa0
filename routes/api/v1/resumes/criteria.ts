import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { readCriteria } from "@/lib/api/answers/read_criteria.ts";

/** What a job description asks for. Nothing is stored. */
export const handler = define.handlers({
  POST(ctx) {
    queryUser(ctx.state.principal, ctx.url, "read");
    return readCriteria(ctx.req, ctx.state.services);
  },
});
