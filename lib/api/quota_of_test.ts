import { assertEquals, assertRejects } from "@std/assert";
import { SHARE_COOKIE } from "@/lib/api/shared/share_access.ts";
import { SCOPES } from "@/lib/auth/principal.ts";
import { networkAllowances, type Quantity, Quotas } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ProgressService } from "@/lib/progress/progress_service.ts";
import { REFUSED_BYTES } from "@/lib/uploads/given_file.ts";
import { DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { handler as criteria } from "@/routes/api/v1/resumes/batches/[id]/criteria.ts";
import { handler as decisions } from "@/routes/api/v1/resumes/batches/[id]/decisions.ts";
import { handler as decision } from "@/routes/api/v1/resumes/batches/[id]/files/[file]/decision.ts";
import { handler as record } from "@/routes/api/v1/resumes/batches/[id]/record.ts";
import { handler as results } from "@/routes/api/v1/resumes/batches/[id]/results.ts";
import { handler as upload } from "@/routes/api/v1/resumes/upload.ts";
import { handler as sharedDecision } from "@/routes/api/v1/shared/[share]/files/[file]/decision.ts";
import { handler as sharedResults } from "@/routes/api/v1/shared/[share]/results.ts";
import { handler as update } from "@/routes/api/v1/sse/progress/[user_id].ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const HOUR_MS = 3_600_000;

/** With criteria, so that nothing has to read the job. */
const NEW = {
  jobDescription: "A cook",
  criteria: {
    ...{ version: 1, requirements: [], weights: DEFAULT_WEIGHTS },
    ...{ source: "edited" as const, edited_at: "2026-01-01T00:00:00.000Z" },
  },
};

type Amounts = Partial<Record<Quantity, number>>;

/** Quotas that write down what is spent; of `empty` nothing is left. */
class Ledger extends Quotas {
  readonly spent: Amounts = {};

  constructor(empty?: Quantity) {
    const none = empty && { [empty]: { burst: 0, perHour: 1 } };
    super({ ...networkAllowances(HOUR_MS), ...none }, { now: () => 0 });
  }

  override spend(key: string, quantity: Quantity, amount: number): void {
    super.spend(key, quantity, amount);
    this.spent[quantity] = (this.spent[quantity] ?? 0) + amount;
  }
}

/** A request, and what its route counts of it. */
interface Counted {
  route: unknown;
  method: string;
  query?: string;
  headers?: Record<string, string>;
  /** A form, or what is sent as JSON. */
  body?: unknown;
  spends: Amounts;
  /** On the link alone. */
  ofLink?: Amounts;
  /** What must be left, or nothing is written; all that is spent, unless told. */
  asks?: Quantity[];
}

/** What takes room, in letters that take two bytes each. */
function counted({ batch, files }: { batch: string; files: string[] }): Record<string, Counted> {
  const exported = { method: "GET", query: "?format=csv", spends: { updates: 1 } };
  const published = { completed: 0, total: 1, message: "éé" };
  const [one, other, same] = ["é", "ü", "ö"].map((reason) => ({ decision: "hold", reason }));
  const edit = { requirements: [], weights: DEFAULT_WEIGHTS };
  const uploaded = {
    ...{ route: upload, method: "POST", headers: { "idempotency-key": "k" } },
    body: form({ job_description: "é", criteria: JSON.stringify(edit) }, ["ä", "ö", ""]),
  };
  return {
    "results": { route: results, ...exported },
    "the results by a link": { route: sharedResults, ...exported },
    "the record": { route: record, ...exported },
    "an update": {
      ...{ route: update, method: "POST", body: published },
      spends: { updates: 1, bytes: sizeOf(published) },
    },
    "a decision": {
      ...{ route: decision, method: "PUT", body: one },
      spends: { bytes: sizeOf(one) },
    },
    "a decision by a link": {
      ...{ route: sharedDecision, method: "PUT", body: other },
      spends: { bytes: sizeOf(other) },
      ofLink: { changes: 1 },
    },
    // One change is counted before the route.
    "a decision about two files": {
      ...{ route: decisions, method: "POST", body: { files, ...same } },
      spends: { changes: 1, bytes: sizeOf({ files, ...same }) + sizeOf(same) },
      asks: ["bytes"],
    },
    "criteria": {
      ...{ route: criteria, method: "PUT", headers: { "if-match": '"1"' }, body: edit },
      spends: { bytes: sizeOf(edit) },
    },
    "an upload": {
      ...uploaded,
      spends: { files: 2, bytes: 2 + sizeOf(edit) + 2 * 2 + REFUSED_BYTES },
    },
    "the same upload again": { ...uploaded, spends: {} },
    "an upload of which all is refused": {
      ...{ route: upload, method: "POST", body: form({ batch_id: batch }, [""]) },
      spends: { bytes: REFUSED_BYTES },
    },
  };
}

function sizeOf(body: unknown): number {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}

function form(fields: Record<string, string>, texts: string[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [i, text] of texts.entries()) form.append("files", new File([text], `${i}.txt`));
  return form;
}

Deno.test("what a request takes is counted on the session or the link, and on the network", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 2, { create: NEW, expected: 9 });
  await fixture.endFiles(USER, 2);
  const { share, token } = await fixture.shares.create(USER, batch, {
    ...{ expires_in_hours: 1, blind: true, may_decide: true },
  });
  const progress = new ProgressService(fixture.log, fixture.writer);
  const ids = files.map(({ id }) => id);
  const ask = (
    { route, method, query = "", headers, body }: Counted,
    quotas: { sessionQuotas: Quotas; quotas: Quotas },
  ) => {
    const url = new URL(`http://localhost/${query}`);
    const known = { cookie: `${SHARE_COOKIE}=${token}`, "sec-fetch-site": "same-origin" };
    return (route as Record<string, (ctx: unknown) => Promise<Response>>)[method]({
      req: new Request(url, {
        ...{ method, headers: { ...known, ...headers } },
        body: body instanceof FormData ? body : JSON.stringify(body),
      }),
      url,
      params: { id: batch, share: share.id, file: ids[0], user_id: USER },
      info: { remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 1 } },
      state: {
        services: Object.assign(Object.create(fixture), { progress, ...quotas }),
        principal: { user: USER, via: "session", scopes: new Set(SCOPES) },
      },
    });
  };
  // Whatever is written about a user rewrites the head of its log.
  const head = async () => (await fixture.store.get(keys.head(USER))).versionstamp;

  for (const [name, request] of Object.entries(counted({ batch, files: ids }))) {
    const { spends, ofLink, asks = Object.keys(spends) as Quantity[] } = request;
    const before = await head();
    for (const none of asks) {
      for (const [own, network] of [[none, undefined], [undefined, none]]) {
        const quotas = { sessionQuotas: new Ledger(own), quotas: new Ledger(network) };
        const { status } = await assertRejects(() => ask(request, quotas), Problem);
        assertEquals([status, await head()], [429, before], `${name}, no ${none} left`);
      }
    }
    const quotas = { sessionQuotas: new Ledger(), quotas: new Ledger() };
    const answer = await ask(request, quotas);
    assertEquals(answer.ok, true, name);
    await answer.body?.cancel();
    assertEquals(quotas.sessionQuotas.spent, { ...spends, ...ofLink }, name);
    assertEquals(quotas.quotas.spent, spends, name);
  }
});
