import { z } from "zod";
import { type ComponentName, COMPONENTS, refTo } from "@/lib/api/openapi/components.ts";
import type { Access, Operation, Success } from "@/lib/api/openapi/operation.ts";
import { batchOperations } from "@/lib/api/openapi/operations/batches.ts";
import { criteriaOperations } from "@/lib/api/openapi/operations/criteria.ts";
import { decisionOperations } from "@/lib/api/openapi/operations/decisions.ts";
import { jobOperations } from "@/lib/api/openapi/operations/jobs.ts";
import { progressOperations } from "@/lib/api/openapi/operations/progress.ts";
import { recordOperations } from "@/lib/api/openapi/operations/record.ts";
import { serverOperations } from "@/lib/api/openapi/operations/server.ts";
import { shareOperations } from "@/lib/api/openapi/operations/shares.ts";
import { SHARE_COOKIE } from "@/lib/api/shared/share_access.ts";
import { streamOperations } from "@/lib/api/openapi/operations/streams.ts";
import {
  type Parameter,
  parametersOf,
  pathParameters,
  withoutSafeInteger,
} from "@/lib/api/openapi/parameters.ts";
import { commonProblems, problemResponses } from "@/lib/api/openapi/problem_responses.ts";
import { SESSION_COOKIE } from "@/lib/auth/session.ts";

/** The operations by the heading they stand under. */
const AREAS: Record<string, Operation[]> = {
  Resumes: batchOperations,
  Criteria: criteriaOperations,
  Decisions: decisionOperations,
  Shares: shareOperations,
  Record: recordOperations,
  Progress: progressOperations,
  Streams: streamOperations,
  Jobs: jobOperations,
  Server: serverOperations,
};

const DESCRIPTION = "JSON is snake_case and times are ISO 8601. An answer that is no success is " +
  "`application/problem+json` (RFC 9457) with a stable `type`. HEAD answers as GET does, without " +
  "the body; but on a WebSocket it is 426. A method that a path lacks is 405 `method-not-allowed` " +
  "with `Allow`, a path that there isn't is 404 `not-found`. Fields may be added to answers: " +
  "ignore those you don't know. In open mode nobody signs in, and this machine alone is served.";

const SECURITY_SCHEMES = {
  session: {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "Set by a visit of a page; over https its name begins with `__Host-`. It may " +
      "read, write and publish for its own user, in requests of the site itself",
  },
  share: {
    type: "apiKey",
    in: "cookie",
    name: SHARE_COOKIE,
    description: "Set by a visit of a link's page, for the paths of that link",
  },
  token: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Made by `deno task token USER`; scopes read, write, publish, admin",
  },
};

/** The document as OpenAPI 3.1 has it; as much of its form as is read here. */
export interface OpenapiDocument {
  openapi: "3.1.0";
  paths: Record<string, Record<string, OpenapiOperation>>;
  components: {
    schemas: Record<string, Record<string, unknown>>;
    securitySchemes: Record<string, unknown>;
  };
  [field: string]: unknown;
}

export interface OpenapiOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { content?: Record<string, { schema?: Record<string, unknown> }> }>;
  [field: string]: unknown;
}

/** Tells of the whole HTTP API: built of the schemas that are tied to lib/wire. */
export function openapiDocument(): OpenapiDocument {
  const paths: OpenapiDocument["paths"] = {};
  for (const [area, operations] of Object.entries(AREAS)) {
    for (const operation of operations) {
      const path = paths[operation.path] ??= {};
      path[operation.method.toLowerCase()] = operationObject(area, operation);
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Resume Screener", version: "1", description: DESCRIPTION },
    servers: [{ url: "/" }],
    tags: Object.keys(AREAS).map((name) => ({ name })),
    paths,
    components: { schemas: componentSchemas(), securitySchemes: SECURITY_SCHEMES },
  };
}

function operationObject(area: string, operation: Operation): OpenapiOperation {
  const { id, path, summary, description, access, query, headers, body } = operation;
  const parameters = [
    ...pathParameters(path),
    ...query ? parametersOf(query, "query") : [],
    ...headers ? parametersOf(headers, "header") : [],
  ];
  return {
    operationId: id,
    tags: [area],
    summary,
    ...description !== undefined && { description },
    security: securityOf(access),
    ...parameters.length > 0 && { parameters },
    ...body && {
      requestBody: { required: true, content: { [body.type]: { schema: refTo(body.schema) } } },
    },
    responses: responsesOf(operation),
  };
}

function responsesOf(operation: Operation): OpenapiOperation["responses"] {
  const slugs = [...commonProblems(operation), ...operation.problems ?? []];
  const responses = problemResponses(slugs) as OpenapiOperation["responses"];
  for (const [status, success] of Object.entries(operation.successes)) {
    const content = { ...responses[status]?.content, ...contentOf(success) };
    const { description, headers } = success;
    responses[status] = {
      ...responses[status],
      ...{ description, ...headers && { headers } },
      ...Object.keys(content).length > 0 && { content },
    };
  }
  return responses;
}

function contentOf({ content = {} }: Success): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(content).map(([type, what]) => [
      type,
      typeof what === "string" ? { schema: refTo(what) } : what,
    ]),
  );
}

function securityOf(access: Access): Record<string, Access[]>[] {
  if (access === "public") return [];
  if (access === "share") return [{ share: [] }];
  if (access === "admin") return [{ token: [access] }];
  return [{ session: [] }, { token: access === "known" ? [] : [access] }];
}

function componentSchemas(): Record<string, Record<string, unknown>> {
  const registry = z.registry<{ id: ComponentName }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) {
    registry.add(schema, { id: id as ComponentName });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    uri: (id) => refTo(id as ComponentName).$ref,
    override: ({ jsonSchema }) => {
      if (withoutSafeInteger(jsonSchema) !== jsonSchema) delete jsonSchema.maximum;
      // What the format says already; of a time it is 300 characters.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]),
  );
}
