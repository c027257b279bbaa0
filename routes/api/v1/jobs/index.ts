import { z } from "zod";
import { requireScope } from "@/lib/auth/authorize.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { JobList } from "@/lib/jobs/job_list.ts";
import { JOB_STATES, type JobPage, JOBS_PER_PAGE } from "@/lib/wire/job.ts";
import { jobView } from "@/lib/api/answers/job_view.ts";

const query = z.object({
  state: z.enum(JOB_STATES).default("waiting"),
  limit: z.coerce.number().int().min(1).max(JOBS_PER_PAGE.most).default(JOBS_PER_PAGE.default),
  cursor: z.string().max(256).nullable().default(null),
});

/** The jobs of all users in one state; for operators. */
export const handler = define.handlers({
  async GET(ctx) {
    requireScope(ctx.state.principal, "admin");
    const { state, limit, cursor } = query.parse(Object.fromEntries(ctx.url.searchParams));
    const list = new JobList(ctx.state.services.store);
    const { jobs, next } = await list.page(state, limit, cursor);
    return json<JobPage>({ jobs: jobs.map((job) => jobView(job, state)), next_cursor: next });
  },
});
