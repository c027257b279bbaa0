import { assert, assertEquals } from "@std/assert";
import { hiddenQuote, MAX_QUOTE } from "@/lib/extract/document/hidden_quote.ts";

Deno.test("hiddenQuote gives the first words on one line", () => {
  assertEquals(hiddenQuote(" Kafka\n\tTerraform\u0000Rust "), "Kafka Terraform Rust");
  assertEquals(hiddenQuote(" \n"), "");
});

Deno.test("hiddenQuote ends between words, and anyhow at its bound", () => {
  const words = hiddenQuote("Kafka ".repeat(1_000));
  assert(words.length <= MAX_QUOTE && words.endsWith("Kafka ..."), words);
  assert(hiddenQuote("x".repeat(1_000)).length <= MAX_QUOTE);
});
