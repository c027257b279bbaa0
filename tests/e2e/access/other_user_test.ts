import { IF_MATCH } from "@/lib/http/etag.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { openapiDocument, type OpenapiOperation } from "@/lib/api/openapi/document.ts";
import { type Scope, SCOPES } from "@/lib/auth/principal.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import type { NewShare } from "@/lib/wire/review/share.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResume } from "@/testing/resumes.ts";
import { type Components, resolve, validOf } from "@/testing/generated/schema_values.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const NAME = "Ottilie Wintermantel";
/** As files and addresses have it too. */
const NAMED = /Wintermantel/i;
/** What nobody takes for a page. */
const SAFE_TYPE = /^(?:application\/(?:problem\+)?json|text\/event-stream)(?:;|$)/;
/** No id is so long. */
const LONG = "a".repeat(5000);
const UPGRADE = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};
const SECRET = "only-for-tests-only-for-tests-only";
const settings = {
  env: { AUTH_MODE: "session", AUTH_SECRET: SECRET, LOG_LEVEL: "info", METRICS: "admin" },
};

/** One operation of the document. */
interface Route {
  method: string;
  template: string;
  operation: OpenapiOperation;
  /** Who may ask: "public", "known", "share", or a scope. */
  access: string;
}

/** What belongs to somebody. */
interface Belongings {
  user: string;
  batch: string;
  file: string;
  share: NewShare;
  /** By which the link's page lets one in. */
  shareCookie: string;
}

const document = openapiDocument();
const ROUTES: Route[] = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    template,
    operation,
    access: accessOf(operation),
  }))
);

serverTest("nobody reaches what is another's, by any route of the document", settings, async (
  server,
  step,
) => {
  const { url } = server;
  const owner = await ApiClient.identify(url);
  const other = await ApiClient.identify(url);
  const theirs = await belongings(owner);
  const own = await belongings(other);
  const marks = [NAME, theirs.batch, theirs.file, theirs.user, theirs.share.share_id];
  /** Asks each route with the owner's ids, and says how it was answered. */
  const ask = async (route: Route, caller: Caller, query = "") => {
    const path = filled(route.template, theirs) + query;
    const answer = await fetch(url + path, { ...requestOf(route, theirs), ...caller(route) });
    const { status } = answer;
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    const body = isStream ? "" : await answer.text();
    await (isStream ? answer.body?.cancel() : null);
    const said = `${route.method} ${path}: ${status} ${body.slice(0, 300)}`;
    const told = status < 400 ? marks.filter((mark) => !path.includes(mark)) : [];
    for (const mark of told) assert(!body.includes(mark), said);
    return { status, said };
  };
  const walk = async (
    routes: Route[],
    caller: Caller,
    expected: readonly number[],
    query = "",
  ) => {
    assert(routes.length > 0);
    for (const route of routes) {
      const { status, said } = await ask(route, caller, query);
      assert(expected.includes(status), said);
    }
  };
  const bySession: Caller = (route) => ({ headers: headersOf(route, other.headers) });
  const scoped = ROUTES.filter(({ access }) => !["public", "known", "share"].includes(access));
  const nameless = scoped.filter(({ template }) => !template.includes("{user_id}"));
  const linked = ROUTES.filter(({ access }) => access === "share");

  const credentials: Record<string, Record<string, string>> = {
    share: { cookie: theirs.shareCookie, origin: url },
    admin: await bearer(theirs.user, ["admin"]),
  };

  await step("whom it is for reaches it, and no cache keeps it", async () => {
    for (const route of [...scoped, ...linked].filter(({ method }) => method === "GET")) {
      const who = credentials[route.access] ?? owner.headers;
      for (const path of formsOf(route, theirs)) {
        const answer = await fetch(url + path, { headers: new Headers(who) });
        const { headers, status } = answer;
        await answer.body?.cancel();
        // Pages, which a text has none of, are looked at by pages_test.ts.
        const isShown = !/\/(?:pages|ws)\/|shared.*\/document$/.test(path);
        if (isShown) assertEquals(status, 200, path);
        assertMatch(headers.get("cache-control") ?? "", /\bno-store\b/, path);
        const type = headers.get("content-type")!;
        // A proxy that compressed a stream would gather it.
        if (type.startsWith("text/event-stream")) {
          assertMatch(headers.get("cache-control")!, /\bno-transform\b/, path);
        }
        if (!SAFE_TYPE.test(type)) {
          assertEquals(headers.get("x-content-type-options"), "nosniff", path);
        }
        if (/\/(?:document|text)$/.test(path) && status === 200) {
          assertEquals(headers.get("content-security-policy"), "sandbox; default-src 'none'", path);
          assertEquals(headers.get("cross-origin-resource-policy"), "same-origin", path);
        }
        const isFile = /\/(?:document|record)$|format=/.test(path) && status === 200;
        const disposition = headers.get("content-disposition") ?? "none";
        assertEquals(disposition.startsWith("attachment;"), isFile, `${path}: ${disposition}`);
      }
    }
  });
  const before = await stateOf(owner, theirs);

  await step("what can be no id is found by nobody", async () => {
    for (const route of [...scoped, ...linked]) {
      const who = credentials[route.access] ?? owner.headers;
      for (const [name] of route.template.matchAll(/\{(?:id|file|share)\}/g)) {
        const template = route.template.replace(name, LONG);
        const caller: Caller = () => ({ headers: headersOf(route, who) });
        await walk([{ ...route, template }], caller, [404]);
      }
    }
  });

  await step("not as that user, be it named in the path or in the query", async () => {
    await walk(scoped, bySession, [403], `?user_id=${theirs.user}`);
  });

  await step("not among one's own", async () => {
    // What only admins do was refused above, whatever is named.
    const ids = nameless.filter(({ template, access }) =>
      template.includes("{id}") && access !== "admin"
    );
    // To delete what isn't there changes nothing, and says so.
    const isDeletion = ({ operation }: Route) => operation.operationId === "deleteBatch";
    await walk(ids.filter((route) => !isDeletion(route)), bySession, [404]);
    const { said } = await ask(ids.find(isDeletion)!, bySession);
    assert(said.includes('"deleted":false'), said);
    // Without an id there is one's own alone; but an upload can name a batch.
    const bare = nameless.filter(({ template }) => !template.includes("{id}"));
    const isUpload = ({ template }: Route) => template.endsWith("/upload");
    await walk(bare.filter((route) => !isUpload(route)), bySession, [200, 403]);
    await walk(bare.filter(isUpload), bySession, [404]);
  });

  await step("not by a link of one's own, nor a session", async () => {
    const byOwnLink: Caller = (route) => ({
      headers: headersOf(route, { cookie: own.shareCookie, origin: url }),
    });
    await walk(linked, byOwnLink, [404]);
    await walk(linked, bySession, [404]);
  });

  await step(
    "not by the link from another site, and by one for reading nothing is written",
    async () => {
      const cookie = theirs.shareCookie;
      const foreign: Caller = (route) => ({
        headers: headersOf(route, { cookie, origin: "https://evil.example" }),
      });
      await walk(linked, foreign, [403]);
      const reader: Caller = (route) => ({ headers: headersOf(route, { cookie, origin: url }) });
      await walk(linked.filter(({ method }) => method !== "GET"), reader, [403]);
      // Blind, it shows neither the name nor the document, nor its pages.
      for (const route of linked.filter(({ method }) => method === "GET")) {
        const path = filled(route.template, theirs);
        const answer = await fetch(url + path, { ...requestOf(route, theirs), ...reader(route) });
        const isOver = answer.headers.get("content-type")?.startsWith("text/event-stream");
        const body = isOver ? "" : await answer.text();
        await (isOver ? answer.body?.cancel() : null);
        assert(!NAMED.test(body) && !body.includes(theirs.user), path);
        assertEquals(answer.status, /\/document$|\/pages\//.test(path) ? 403 : 200, path);
      }
    },
  );

  await step("not by who is unknown, nor with a link's cookie elsewhere", async () => {
    const known = ROUTES.filter(({ access }) => access !== "public" && access !== "share");
    await walk(known, (route) => ({ headers: headersOf(route, {}) }), [401]);
    const cookie = theirs.shareCookie;
    await walk(known, (route) => ({ headers: headersOf(route, { cookie, origin: url }) }), [401]);
    await walk(linked, (route) => ({ headers: headersOf(route, { origin: url }) }), [404]);
  });

  await step("nor by the owner's token without the scope of the route", async () => {
    for (const scope of SCOPES) {
      const scopes = SCOPES.filter((other) => other !== scope && other !== "admin");
      const who = await bearer(theirs.user, scopes);
      const routes = scoped.filter(({ access }) => access === scope);
      await walk(routes, (route) => ({ headers: headersOf(route, who) }), [403]);
    }
  });

  await step("nor on a page", async () => {
    for (const page of ["/", `/batches/${theirs.batch}`, `/batches/${theirs.batch}/impact`]) {
      const html = await (await other.fetch(page)).text();
      for (const mark of [NAME, theirs.user, theirs.share.share_id]) assert(!html.includes(mark));
    }
  });

  await step("the log tells of links and of refusals, and of nobody", () => {
    const lines = server.log.split("\n").filter((line) => line.includes("security"));
    const { share_id, url: address } = theirs.share;
    for (const said of ["share made", "share used"]) {
      assert(lines.some((line) => line.includes(said) && line.includes(share_id)), said);
    }
    const refused = lines.filter((line) => line.includes("requests refused"));
    assert(refused.length >= 2 && refused.length < 10, refused.join("\n"));
    const token = address.split("/").at(-1)!;
    for (const secret of [token, theirs.user, own.user, NAME]) assert(!server.log.includes(secret));
    return Promise.resolve();
  });

  await step("and nothing of the owner's has changed", async () => {
    assertEquals(await stateOf(owner, theirs), before);
  });
});

type Caller = (route: Route) => { headers: Headers };

/** Somebody's batch of one candidate who is decided about, with a link for reading, blind. */
async function belongings(caller: ApiClient): Promise<Belongings> {
  await using stream = await caller.stream();
  const { batch_id, accepted } = await caller.accepted([textResume(NAME, 2012, "SQL")]);
  await stream.until((event) => endsRun(event, batch_id), 60_000);
  const file = accepted[0].file_id;
  const decision = caller.batchPath(batch_id, `/files/${file}/decision`);
  assertEquals((await caller.call("PUT", decision, { decision: "hold" })).status, 200);
  const { body } = await caller.call("POST", caller.batchPath(batch_id, "/shares"), {
    blind: true,
    may_decide: false,
    expires_in_hours: 1,
  });
  const share = body as unknown as NewShare;
  const page = await fetch(share.url);
  await page.body?.cancel();
  const shareCookie = page.headers.getSetCookie().find((it) => it.includes("share"))!.split(";")[0];
  return { user: caller.user, batch: batch_id, file, share, shareCookie };
}

async function bearer(user: string, scopes: readonly Scope[]): Promise<{ authorization: string }> {
  const tokens = new Tokens(new TextEncoder().encode(SECRET));
  return { authorization: `Bearer ${await tokens.issueToken({ user, scopes, seconds: 60 })}` };
}

/** All that the owner sees: where the log stands tells of what came to nothing too. */
async function stateOf(owner: ApiClient, { batch, file }: Belongings): Promise<unknown[]> {
  const paths = ["", "/results", "/shares", `/files/${file}`, "/criteria"]
    .map((more) => owner.batchPath(batch, more));
  const all = [];
  for (const path of [...paths, owner.statusPath]) {
    const { status, body } = await owner.call("GET", path);
    assertEquals(status, 200, path);
    all.push(body);
  }
  return all;
}

function accessOf({ security }: OpenapiOperation): string {
  const ways = security as Record<string, string[]>[];
  if (ways.length === 0) return "public";
  if (ways.some((way) => "share" in way)) return "share";
  return ways.find((way) => "token" in way)?.token[0] ?? "known";
}

function filled(template: string, { user, batch, file, share }: Belongings): string {
  const ids = { user_id: user, id: batch, file, share: share.share_id };
  const values: Record<string, string> = { ...ids, page: "1.json" };
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    assert(values[name], `the test has no {${name}} to try`);
    return values[name];
  });
}

/** Its path, and once more for each format that may be asked for. */
function formsOf({ template, operation }: Route, theirs: Belongings): string[] {
  const path = filled(template, theirs);
  const format = operation.parameters?.find(({ name }) => name === "format");
  const formats = (format?.schema.enum ?? []) as string[];
  return [path, ...formats.map((each) => `${path}?format=${each}`)];
}

/** With what the document says that it takes, so that nothing else is wrong with it. */
function requestOf({ method, operation }: Route, { batch }: Belongings): RequestInit {
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return { method, redirect: "manual" };
  if (type === "multipart/form-data") {
    const body = new FormData();
    body.append("batch_id", batch);
    body.append("files", textResume("Mara Okonkwo", 2015, "SQL"));
    return { method, body };
  }
  return { method, body: JSON.stringify(sample(media!.schema)) };
}

function headersOf({ template, operation }: Route, who: Record<string, string>): Headers {
  const headers = new Headers(who);
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    if (place === "header" && required) headers.set(name, String(sample(schema)));
    if (name === IF_MATCH) headers.set(name, "*");
  }
  if (operation.requestBody?.content["application/json"]) {
    headers.set("content-type", "application/json");
  }
  if (template.includes("/ws/")) {
    for (const [name, value] of Object.entries(UPGRADE)) headers.set(name, value);
  }
  return headers;
}

function sample(schema: Record<string, unknown>): unknown {
  const components = document.components.schemas as Components;
  return fc.sample(validOf(resolve(schema, components), components), { numRuns: 1, seed: 12 })[0];
}
