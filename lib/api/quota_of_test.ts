import { assertEquals, assertRejects } from "@std/assert";
import { SHARE_COOKIE } from "@/lib/api/shared/share_access.ts";
import { networkAllowances, Quotas } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";
import { handler as record } from "@/routes/api/v1/resumes/batches/[id]/record.ts";
import { handler as results } from "@/routes/api/v1/resumes/batches/[id]/results.ts";
import { handler as sharedResults } from "@/routes/api/v1/shared/[share]/results.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
/** How often each account may export. */
const EXPORTS = 2;

type Route = { GET: (ctx: unknown) => Promise<Response> };

Deno.test("each export is counted on the session or the link, and on the network", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const request = { expires_in_hours: 1, blind: true, may_decide: false };
  const { share, token } = await fixture.shares.create(USER, batch, request);
  const allowed = (burst: number) =>
    new Quotas({ ...networkAllowances(3_600_000), updates: { burst, perHour: 1 } }, {
      now: () => 0,
    });
  const routes: [name: string, route: unknown][] = [
    ["results", results],
    ["record", record],
    ["shared", sharedResults],
  ];
  for (const [name, route] of routes) {
    for (const [own, network] of [[EXPORTS, 100], [100, EXPORTS]]) {
      const services = Object.assign(Object.create(fixture), {
        sessionQuotas: allowed(own),
        quotas: allowed(network),
      });
      const url = new URL("http://localhost/?format=csv");
      const ctx = {
        req: new Request(url, {
          headers: { cookie: `${SHARE_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
        }),
        url,
        params: { id: batch, share: share.id },
        info: { remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 1 } },
        state: { services, principal: { user: USER, via: "session", scopes: new Set(["read"]) } },
      };
      const ask = () => (route as Route).GET(ctx);
      for (let i = 0; i < EXPORTS; i++) {
        const answer = await ask();
        assertEquals(answer.status, 200, name);
        await answer.body?.cancel();
      }
      const before = await fixture.records.end(USER, batch);
      assertEquals((await assertRejects(ask, Problem)).status, 429, name);
      assertEquals(await fixture.records.end(USER, batch), before, "nothing is put on record");
    }
  }
});
