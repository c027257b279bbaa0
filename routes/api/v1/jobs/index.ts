import { requireScope } from "@/lib/auth/authorize.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { JobList } from "@/lib/jobs/job_list.ts";
import type { JobPage } from "@/lib/wire/job.ts";
import { jobView } from "@/lib/api/answers/job_view.ts";
import { jobsQuery, parseQuery } from "@/lib/api/queries.ts";

/** The jobs of all users in one state; for operators. */
export const handler = define.handlers({
  async GET(ctx) {
    requireScope(ctx.state.principal, "admin");
    const { state, limit, cursor = null } = parseQuery(jobsQuery, ctx.url);
    const list = new JobList(ctx.state.services.store);
    const { jobs, next } = await list.page(state, limit, cursor);
    return json<JobPage>({ jobs: jobs.map((job) => jobView(job, state)), next_cursor: next });
  },
});
