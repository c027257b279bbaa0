import { assertEquals } from "@std/assert";
import { linesOf } from "@/lib/resume/text/lines.ts";
import { withoutNegated } from "@/lib/resume/text/negation.ts";

function left(text: string): string {
  const lines = linesOf(text);
  const changed = withoutNegated(lines);
  return lines.map((line, at) => changed.get(at) ?? line.text).join("\n");
}

const DENIED = [
  "No experience with Kafka, Terraform or Rust.",
  "No prior hands-on Kafka experience",
  "I have not worked with Kafka yet",
  "Never used Kafka",
  "Haven't touched Kafka",
  "I don't have any experience with Kafka",
  "Not a Kafka expert",
  "Unfamiliar with Kafka",
  "Little to no knowledge of Kafka",
  "Lacks experience in Kafka",
  "Kafka: none",
  "Kafka (no experience)",
  "Kafka experience: none",
  "Keine Erfahrung mit Kafka",
  "Ich bin mit Python vertraut, nicht vertraut mit Kafka",
  "Aucune expérience en Kafka",
  "Je n'ai jamais utilisé Kafka",
  "Sin experiencia en Kafka",
  "Nunca he usado Kafka",
  "Sem experiência com Kafka",
  "Não tenho experiência com Kafka",
  "Nessuna esperienza con Kafka",
  "Geen ervaring met Kafka",
  "Ingen erfarenhet av Kafka",
  "Ingen erfaring med Kafka",
  "Brak doświadczenia z Kafka",
  "No exposure to\nKafka",
];

for (const text of DENIED) {
  Deno.test(`withoutNegated leaves no Kafka of ${JSON.stringify(text)}`, () => {
    assertEquals(left(text).includes("Kafka"), false);
  });
}

const KEPT = [
  "Ran Kafka with no downtime",
  "Never missed a deadline in Kafka projects",
  "Not only familiar with Kafka but an expert",
  "No Python experience, but strong in Kafka",
  "Never used Rust; Kafka daily",
  "Python (none), Kafka (5 years)",
  "No. 1 in Kafka sales",
  "Led teams without supervision, training new staff in Kafka",
  "Keine Erfahrung mit Rust, aber mit Kafka",
  "No experience with Rust.\nKafka",
];

for (const text of KEPT) {
  Deno.test(`withoutNegated keeps the Kafka of ${JSON.stringify(text)}`, () => {
    assertEquals(left(text).includes("Kafka"), true);
  });
}
