/** The parts of a key after its table, as a tuple with names: `[user: string, batch: string]`. */
type Parts = Deno.KvKeyPart[];

/** Some of the first parts, but not all. */
type FirstOf<P extends Parts> = P extends [...infer First extends Parts, Deno.KvKeyPart]
  ? First | FirstOf<First>
  : never;

/** The keys of one table; calling it makes the key of one record. */
export interface Table<P extends Parts> {
  (...parts: P): Deno.KvKey;
  readonly table: string;
  /** How all keys begin that have these first parts; without any, all keys of the table. */
  prefix(...first: FirstOf<P>): Deno.KvKey;
  /**
   * The parts that a key of this table was made of.
   *
   * @throws {TypeError} it is another table's
   */
  parse(key: Deno.KvKey): P;
}

export interface TableOptions {
  /** Place of the part, a number, by which the largest comes first. */
  descending?: number;
}

/**
 * A table by its name in the database.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const file = table<[user: string, batch: string, file: string]>("files");
 * assertEquals(file("ann", "b1", "f1"), ["files", "ann", "b1", "f1"]);
 * assertEquals(file.prefix("ann"), ["files", "ann"]);
 * assertEquals(file.parse(["files", "ann", "b1", "f1"]), ["ann", "b1", "f1"]);
 * ```
 */
export function table<P extends Parts>(name: string, options: TableOptions = {}): Table<P> {
  const { descending } = options;
  const turned = (parts: Parts): Parts =>
    descending === undefined ? parts : parts.with(descending, -(parts[descending] as number));
  const key = (...parts: P): Deno.KvKey => [name, ...turned(parts)];
  return Object.assign(key, {
    table: name,
    prefix: (...first: Parts): Deno.KvKey => [name, ...first],
    parse(key: Deno.KvKey): P {
      if (key[0] === name) return turned(key.slice(1)) as P;
      throw new TypeError(`Cannot parse a key of "${name}": it is one of "${String(key[0])}"`);
    },
  });
}

/** The first text that sorts after `part`, to list from there on. */
export function after(part: string): string {
  return part + "\0";
}
