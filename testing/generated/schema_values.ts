import fc from "fast-check";
import { anyText } from "@/testing/generated/any_text.ts";

/** A JSON Schema, as the OpenAPI document has it. */
export type Schema = Record<string, unknown>;

/** The schemas that others refer to, by name. */
export type Components = Record<string, Schema>;

/** How often a value is one that the schema takes, nearly one, or anything. */
const MIXED = { valid: 12, near: 2, wild: 1 };
/** Deep enough for all that is asked for; a schema may refer to itself. */
const MAX_DEPTH = 5;

export const wildText: fc.Arbitrary<string> = fc.oneof(
  anyText(200),
  fc.string({ maxLength: 50 }),
  fc.constantFrom("", "0", "-1", "null", "[]", "%", "../..", "a".repeat(5000), "\0", "\ud800"),
);

/** Mostly `valid`, at times just outside of what the schema takes, at times anything. */
export function mixed(
  valid: fc.Arbitrary<unknown>,
  schema: Schema,
  components: Components,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: MIXED.valid, arbitrary: valid },
    { weight: MIXED.near, arbitrary: nearOf(schema, components) },
    { weight: MIXED.wild, arbitrary: wildText },
  );
}

/** An object of the schema, in which single fields may be wrong, missing, or more than it has. */
export function mixedObject(
  schema: Schema,
  components: Components,
): fc.Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(schema, (field) => mixed(validOf(field, components), field, components));
  const requiredKeys = (schema.required ?? []) as string[];
  const whole = fc.record(fields, { requiredKeys });
  const further = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 });
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 2, arbitrary: fc.tuple(whole, further).map(([it, more]) => ({ ...more, ...it })) },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
  );
}

/** What the schema takes. */
export function validOf(
  schema: Schema,
  components: Components,
  depth = 0,
): fc.Arbitrary<unknown> {
  if (depth > MAX_DEPTH) return fc.constant(null);
  const within = (inner: Schema) => validOf(inner, components, depth + 1);
  if (schema.$ref) return within(resolve(schema, components));
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map(within));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum as unknown[]);
  const { type, minimum = 0, maximum = 1_000_000_000, minItems = 0, maxItems = 3 } = schema;
  if (type === "integer") return fc.integer({ min: Number(minimum), max: Number(maximum) });
  if (type === "number") {
    return fc.double({ min: Number(minimum), max: Number(maximum), noNaN: true });
  }
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "array") {
    const bounds = { minLength: Number(minItems), maxLength: Math.min(Number(maxItems), 5) };
    return fc.array(within(schema.items as Schema), bounds);
  }
  if (type === "object") {
    const requiredKeys = (schema.required ?? []) as string[];
    return fc.record(fieldsOf(schema, within), { requiredKeys });
  }
  if (type === "string") return textOf(schema);
  throw new Error(`Cannot generate a value: ${JSON.stringify(schema)}`);
}

/** Just outside of what the schema takes. */
export function nearOf(schema: Schema, components: Components): fc.Arbitrary<unknown> {
  if (schema.$ref) return nearOf(resolve(schema, components), components);
  const { type, minimum = 0, maximum = 1_000_000_000, maxLength = 1000, maxItems = 3 } = schema;
  if (type === "integer" || type === "number") {
    const beyond = [Number(minimum) - 1, Number(maximum) + 1, 0.5, "1e3", "", " 1", -0, 2e300];
    return fc.constantFrom(...beyond);
  }
  const valid = validOf(schema, components);
  if (type === "array") {
    const count = Math.min(Number(maxItems), 1_000) + 1;
    return valid.chain((value) => fc.constantFrom(null, {}, Array(count).fill(value)));
  }
  if (type !== "string") return fc.oneof(fc.constant(null), fc.array(valid), fc.jsonValue());
  return valid.chain((value) =>
    fc.constantFrom("", `${value} `, `${value}\n`, String(value).toUpperCase() + "É", null, [value])
      .map((it) => it ?? "x".repeat(Math.min(Number(maxLength), 100_000) + 1))
  );
}

/** The schema itself, whatever name it is referred to by. */
export function resolve(schema: Schema, components: Components): Schema {
  return schema.$ref ? components[String(schema.$ref).split("/").at(-1)!] : schema;
}

function textOf({ pattern, minLength = 0, maxLength = 100 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern as string));
  const most = Math.min(Number(maxLength), 20_000);
  return fc.string({ minLength: Math.min(Number(minLength), most), maxLength: most });
}

function fieldsOf(
  schema: Schema,
  valueOf: (field: Schema) => fc.Arbitrary<unknown>,
): Record<string, fc.Arbitrary<unknown>> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  // A record of required keys tells of each only what all its values are.
  const required = (schema.required ?? []) as string[];
  const further = required.filter((name) => !Object.hasOwn(properties, name))
    .map((name) => [name, schema.additionalProperties as Schema] as const);
  const fields = [...Object.entries(properties), ...further];
  return Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)]));
}
