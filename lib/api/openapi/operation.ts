import type { z } from "zod";
import type { Scope } from "@/lib/auth/principal.ts";
import type { ComponentName } from "@/lib/api/openapi/components.ts";
import type { ProblemSlug } from "@/lib/wire/problem_types.ts";

/** Who may ask: a scope, or whoever is known, or has a link, or everybody. */
export type Access = Scope | "known" | "share" | "public";

/** A success, by its media types: the schema of a JSON body by name, or what OpenAPI says of another. */
export interface Success {
  description: string;
  content?: Record<string, ComponentName | Record<string, unknown>>;
  headers?: Record<string, { description: string; schema: { type: string } }>;
}

/** One route and method, as the document tells it. */
export interface Operation {
  /** Stable: generated clients name their functions by it. */
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{names}` for what varies; see `PATH_PARAMETERS`. */
  path: `/${string}`;
  summary: string;
  description?: string;
  access: Access;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: { type: string; schema: ComponentName };
  successes: Record<number, Success>;
  /** Beside those that every operation has (`commonProblems`). */
  problems?: readonly ProblemSlug[];
}

/** A success whose body is the JSON of a component. */
export function json(description: string, schema: ComponentName): Success {
  return { description, content: { "application/json": schema } };
}

/** A success whose body is text. */
export function text(description: string, type = "text/plain"): Success {
  return { description, content: { [type]: { schema: { type: "string" } } } };
}
