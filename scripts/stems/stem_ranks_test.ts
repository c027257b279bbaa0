import { assertEquals } from "@std/assert";
import { rankStems } from "@/scripts/stems/stem_ranks.ts";

Deno.test("rankStems takes the best rank of a stem's words", () => {
  const lists = [["the", "baker", "bread"], ["bakes", "'s", "breads", "oven"]];
  assertEquals(rankStems(lists, 3), ["bake", "the", "bread"]);
});
