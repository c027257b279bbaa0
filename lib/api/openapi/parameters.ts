import { z } from "zod";
import { streamQuery } from "@/lib/api/queries.ts";
import { userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { IF_MATCH } from "@/lib/http/etag.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { LAST_EVENT_ID } from "@/lib/wire/stream_events.ts";
import { PAGE_NAME } from "@/lib/wire/review/page.ts";
import {
  FORCE_PARAMETER,
  IDEMPOTENCY_HEADER,
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_RULE,
  UPLOAD_SENDER,
} from "@/lib/wire/upload.ts";

/** What may stand in a path, by its name there. */
export const PATH_PARAMETERS: Record<string, z.ZodType> = {
  user_id: userId,
  id: recordId,
  file: recordId,
  share: recordId,
  page: z.string().regex(PAGE_NAME).describe("Its number, from 1, and how it is wanted"),
};

/** Of routes that name no user in their path. */
export const userQuery = z.object({
  user_id: userId.optional().describe("Whose; the caller's unless given"),
});

/** By which an EventSource goes on after it lost its connection. */
export const streamHeaders = z.object({
  [LAST_EVENT_ID.header]: streamQuery.shape[LAST_EVENT_ID.query],
});

const senderId = z.string().regex(UPLOAD_SENDER.id);

/** By which a page says that it is sending, or that it is the one that was. */
export const senderHeaders = z.object({
  [UPLOAD_SENDER.header]: senderId.optional().describe(`Who is sending: ${UPLOAD_SENDER.rule}`),
});
export const senderRequired = z.object({
  [UPLOAD_SENDER.header]: senderId.describe(`Who is sending: ${UPLOAD_SENDER.rule}`),
});

/** Of what another page may be sending into. */
export const forceQuery = userQuery.extend({
  [FORCE_PARAMETER]: z.enum(["true", "false"]).optional()
    .describe("true also where another page is sending"),
});

/** By which a change is made only of the version that was seen. */
export const ifMatchHeaders = z.object({
  [IF_MATCH]: z.string().optional().describe("The ETag of the version to replace: else 412"),
});

export const uploadHeaders = senderHeaders.extend({
  [IDEMPOTENCY_HEADER]: z.string().regex(IDEMPOTENCY_KEY).optional()
    .describe(`${IDEMPOTENCY_KEY_RULE}: a repeated request is answered as the first was`),
});

/** One parameter of an operation, as OpenAPI says it. */
export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: Record<string, unknown>;
}

/** The parameters that an object's fields are. */
export function parametersOf(schema: z.ZodObject, place: Parameter["in"]): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Record<string, unknown>;
    return {
      name,
      in: place,
      required: required.includes(name),
      ...description !== undefined && { description: String(description) },
      schema: withoutSafeInteger(schema),
    };
  });
}

/** The parameters of a path's `{names}`. */
export function pathParameters(path: string): Parameter[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const shape = Object.fromEntries(names.map((name) => [name, PATH_PARAMETERS[name]]));
  return parametersOf(z.object(shape), "path");
}

/** zod bounds each integer by what a double holds exactly: of that nobody need read. */
export function withoutSafeInteger(schema: Record<string, unknown>): Record<string, unknown> {
  const { maximum, ...rest } = schema;
  return maximum === Number.MAX_SAFE_INTEGER ? rest : schema;
}
