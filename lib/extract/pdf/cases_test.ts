import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { testParser } from "@/lib/extract/testing/parser_fixture.ts";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";

const CASES = new URL("../../../../shared/cases/", import.meta.url);
const NOW = new Date("2026-11-25T00:00:00Z");
/** One invented person, written in each of these ways; the e-mail, too, must be found. */
const SAME_PERSON = ["pdf-visible-called-hidden", "pdf-ocr-layer", "pdf-skew", "pdf-mailto"];
const HIDDEN = "Kafka Terraform Rust Go Scala Spark";

function candidate(text: string, headlines: string[] = []) {
  const found = assess({ text, headlines, brief: briefOf(""), now: NOW }).candidate;
  const { name, email, phone, years_experience, skills } = found;
  return { name, email, phone, years_experience, skills: skills.toSorted() };
}

Deno.test({
  name: "pdfText reads the cases of ../shared as what they say (skipped where it is missing)",
  ignore: !existsSync(CASES),
  async fn(t) {
    const parser = await testParser();
    const base = candidate(await Deno.readTextFile(new URL("base.txt", CASES)));
    for (const folder of [...SAME_PERSON, "pdf-hidden-missed"]) {
      for (const { name } of Deno.readDirSync(new URL(`${folder}/`, CASES))) {
        if (!name.endsWith(".pdf")) continue;
        await t.step(`${folder}/${name}`, async () => {
          const bytes = await Deno.readFile(new URL(`${folder}/${name}`, CASES));
          const { text, hidden, headlines } = await parser.parse("pdf", bytes);
          assertEquals(candidate(text, headlines), base);
          assertEquals(hidden, folder === "pdf-hidden-missed" ? HIDDEN : null);
        });
      }
    }
    await t.step("pdf-ligature-names", async () => {
      const file = new URL("pdf-ligature-names/latex-ligature-names.pdf", CASES);
      const { text } = await parser.parse("pdf", await Deno.readFile(file));
      for (const word of ["Office", "Certified", "workflow", "Traffic"]) {
        assertEquals([word, text.includes(word)], [word, true]);
      }
    });
    await t.step("pdf-garbage-text", async () => {
      const file = new URL("pdf-garbage-text/23-tounicode-shifted.pdf", CASES);
      const { reason, needs_ocr } = await parser.parse("pdf", await Deno.readFile(file));
      assertEquals([reason, needs_ocr], ["garbled", [0]]);
    });
  },
});
