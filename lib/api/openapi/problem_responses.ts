import { refTo } from "@/lib/api/openapi/components.ts";
import type { Operation } from "@/lib/api/openapi/operation.ts";
import { PROBLEM_TYPES, type ProblemSlug, problemType } from "@/lib/wire/problem_types.ts";

/** A type whose status depends on what the files had in common. */
const FURTHER_STATUSES: Partial<Record<ProblemSlug, number[]>> = { "nothing-accepted": [413, 415] };

type CommonTo = Pick<Operation, "access" | "method">;

const HEADERS: Record<number, Record<string, string>> = {
  401: { "WWW-Authenticate": "How to sign in" },
  426: { "Upgrade": "websocket" },
  429: { "Retry-After": "Seconds until it is worth another try" },
  503: { "Retry-After": "Seconds until it is worth another try" },
};

/** The problems that any operation of this access and method may end with. */
export function commonProblems({ access, method }: CommonTo): ProblemSlug[] {
  // Of a path or Host that can't be read; of another machine in open mode, or another site.
  const always: ProblemSlug[] = ["bad-request", "forbidden", "internal"];
  // lib/api/change_quota.ts
  if (access !== "public" && method !== "GET") always.push("network-quota");
  if (access === "share") {
    return [...always, "not-found", "share-expired", "share-revoked", "unavailable"];
  }
  return access === "public" ? always : [...always, "unauthorized", "unavailable"];
}

/** What an operation answers when it doesn't succeed: for each status the types it may have. */
export function problemResponses(slugs: readonly ProblemSlug[]): Record<string, unknown> {
  const pairs = slugs.flatMap((slug) =>
    [PROBLEM_TYPES[slug][0], ...FURTHER_STATUSES[slug] ?? []].map((status) => ({ status, slug }))
  );
  const byStatus = Map.groupBy(pairs, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, pairs]) => [status, response(status, pairs.map((it) => it.slug))]),
  );
}

function response(status: number, slugs: ProblemSlug[]): Record<string, unknown> {
  const headers = Object.entries(HEADERS[status] ?? {})
    .map(([name, description]) => [name, { description, schema: { type: "string" } }]);
  return {
    description: slugs.map((slug) => `${slug}: ${PROBLEM_TYPES[slug][1]}`).join("; "),
    ...headers.length > 0 && { headers: Object.fromEntries(headers) },
    content: { "application/problem+json": { schema: schemaOf(slugs) } },
  };
}

function schemaOf(slugs: ProblemSlug[]): Record<string, unknown> {
  const plain = slugs.filter((slug) => slug !== "nothing-accepted");
  const schemas = [
    ...plain.length > 0 ? [ofTypes("Problem", plain)] : [],
    ...plain.length < slugs.length ? [ofTypes("NothingAccepted", ["nothing-accepted"])] : [],
  ];
  return schemas.length === 1 ? schemas[0] : { anyOf: schemas };
}

function ofTypes(name: "Problem" | "NothingAccepted", slugs: ProblemSlug[]) {
  return { ...refTo(name), properties: { type: { enum: slugs.map((slug) => problemType(slug)) } } };
}
