import fc from "fast-check";
import type { OpenapiDocument, OpenapiOperation } from "@/lib/api/openapi/document.ts";
import type { Parameter } from "@/lib/api/openapi/parameters.ts";
import {
  type Components,
  mixed,
  mixedObject,
  resolve,
  type Schema,
  validOf,
  wildText,
} from "@/testing/generated/schema_values.ts";

/** A request as it was generated: all of it plain data, so that it can be printed. */
export interface GeneratedRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: GeneratedBody | null;
}

export type GeneratedBody =
  | { type: string; text: string }
  | { form: [name: string, value: string | GeneratedFile][] };

/** Values of the parameter `name` that lead somewhere, for operations of a method. */
export type Known = (method: string, name: string) => string[];

/** A file's name and its bytes, each a character. */
export interface GeneratedFile {
  name: string;
  content: string;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/**
 * Requests to every operation of a document: mostly what it takes, at times nearly that, at times anything.
 * `known` tells values of a parameter that lead somewhere.
 */
export function requests(
  document: OpenapiDocument,
  known: Known,
): fc.Arbitrary<GeneratedRequest> {
  const each = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      requestOf(document, method.toUpperCase(), path, operation, known)
    )
  );
  return fc.oneof(...each);
}

function requestOf(
  document: OpenapiDocument,
  usual: string,
  template: string,
  { parameters = [], requestBody }: OpenapiOperation,
  known: Known,
): fc.Arbitrary<GeneratedRequest> {
  const components = document.components.schemas as Components;
  const given = (place: Parameter["in"]) =>
    fc.tuple(
      ...parameters.filter((it) => it.in === place).map((parameter) =>
        fc.option(textOf(parameter.schema, known(usual, parameter.name), components), {
          freq: 3,
          nil: parameter.required ? "-" : null,
        }).map((value) => [parameter.name, value] as const)
      ),
    ).map((pairs) => pairs.filter((pair): pair is [string, string] => pair[1] !== null));
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = type === undefined ? fc.constant(null) : bodyOf(type, media!.schema, components);
  return fc.record({
    method: fc.oneof(
      { weight: 19, arbitrary: fc.constant(usual) },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
    ),
    path: fc.tuple(given("path"), given("query")).map(([path, query]) =>
      fill(template, path, query)
    ),
    headers: given("header").map((pairs) =>
      Object.fromEntries(pairs.map(([name, value]) => [name, headerText(value)]))
    ),
    body,
  });
}

function fill(template: string, path: [string, string][], query: [string, string][]): string {
  let filled = template;
  for (const [name, value] of path) {
    // A URL takes "." and ".." away, and an empty part makes another path.
    const part = /^\.{0,2}$/.test(value) ? "-" : encodeURIComponent(value.toWellFormed());
    filled = filled.replace(`{${name}}`, () => part);
  }
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

/** What fetch sends as a header's value. */
function headerText(value: string): string {
  return value.replace(/[^\x20-\x7e\x80-\xff]/g, "?").slice(0, 1000);
}

function bodyOf(type: string, schema: Schema, components: Components) {
  const whole = resolve(schema, components);
  const wild = fc.record({
    type: fc.constantFrom(type, `${type}; boundary=b`, "text/plain", ""),
    text: fc.oneof(
      wildText,
      fc.json(),
      fc.constant('--b\r\nContent-Disposition: form-data; name="'),
    ),
  });
  const made: fc.Arbitrary<GeneratedBody> = type === "multipart/form-data"
    ? fc.record({ form: formOf(whole, components) })
    : mixedObject(whole, components).map((value) => ({ type, text: JSON.stringify(value) }));
  return fc.oneof({ weight: 8, arbitrary: made }, { weight: 1, arbitrary: wild });
}

function formOf(
  schema: Schema,
  components: Components,
): fc.Arbitrary<[string, string | GeneratedFile][]> {
  const required = schema.required as string[];
  const parts = Object.entries(schema.properties as Record<string, Schema>).map(([name, field]) => {
    const value: fc.Arbitrary<(string | GeneratedFile)[]> = field.type === "array"
      ? fc.array(file, { minLength: 1, maxLength: 3 })
      : fc.oneof(
        {
          weight: 9,
          arbitrary: textOf(field, name === "job_description" ? [JOB] : [], components),
        },
        { weight: 1, arbitrary: file },
      ).map((one) => [one]);
    const isUsual = required.includes(name) || name === "job_description";
    const some = isUsual ? { freq: 9 } : { freq: 1 };
    return fc.option(value, some).map((values) =>
      (values ?? []).map((value): [string, string | GeneratedFile] => [name, value])
    );
  });
  return fc.tuple(...parts).map((all) => all.flat());
}

const JOB = "Baker\nMust have: 3 years of bread, SQL";

const file: fc.Arbitrary<GeneratedFile> = fc.record({
  name: fc.oneof(
    fc.constantFrom("cv.txt", "cv.pdf", "cv.docx", "cv.html", "cv.rtf", "photo.png", ""),
    wildText,
  ),
  content: fc.oneof(
    fc.constantFrom("", "Ada Lovelace\nada@example.com\nSQL since 2012", "%PDF-1.7\nnothing"),
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((it) => String.fromCharCode(it)) }),
    fc.constantFrom("%PDF-1.4\n", "PK\x03\x04", "{\\rtf1 ", "<html>").chain((head) =>
      wildText.map((tail) => head + tail)
    ),
  ),
});

/** A parameter or a form's field as text. */
function textOf(schema: Schema, known: string[], components: Components): fc.Arbitrary<string> {
  const usual = validOf(schema, components);
  const valid = known.length === 0
    ? usual
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, usual);
  return mixed(valid, schema, components)
    .map((value) => typeof value === "string" ? value : String(value));
}
