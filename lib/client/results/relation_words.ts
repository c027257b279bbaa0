import { countOf } from "@/lib/client/format.ts";
import type { Result } from "@/lib/wire/result.ts";

/** Files named on a card, of those about the same person. */
const MOST_NAMED = 3;

/**
 * What a card says of other files: "Same text as anna.pdf".
 *
 * @param known results by their file_ids; those that aren't loaded yet are counted, not named
 */
export function relationWords(
  { duplicate_of: original, same_person }: Result,
  known: ReadonlyMap<string, Pick<Result, "name">>,
): string[] {
  const nameOf = (id: string) => known.get(id)?.name;
  const words: string[] = [];
  if (original !== null) words.push(`Same text as ${nameOf(original) ?? "an earlier file"}`);
  const others = same_person.filter((id) => id !== original);
  const named = others.flatMap((id) => nameOf(id) ?? []).slice(0, MOST_NAMED);
  if (others.length === 0) return words;
  const more = others.length - named.length;
  const rest = more === 0 ? [] : [named.length > 0 ? `${more} more` : countOf(more, "other file")];
  return [
    ...words,
    `Same person as ${[...named, ...rest].join(", ").replace(/, (?=[^,]*$)/, " and ")}`,
  ];
}
