import type { z } from "zod";

/** Whether two types are one: an optional field more, or one less, is another type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/**
 * Ties a schema to a type of lib/wire: where one has a field that the other lacks, or has it otherwise,
 * it doesn't compile. What the schema takes is compared, before it fills anything in.
 *
 * @example
 * ```ts
 * import { z } from "zod";
 * interface Point { x: number }
 * const point = exactly<Point>()(z.object({ x: z.number() }));
 * ```
 */
export function exactly<Wire>(): <Schema extends z.ZodType>(
  schema:
    & Schema
    & (Same<z.input<Schema>, Wire> extends true ? unknown : { "differs from the wire": Wire }),
) => Schema {
  return (schema) => schema;
}
