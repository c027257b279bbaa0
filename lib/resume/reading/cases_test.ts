import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { parseResume } from "@/lib/resume/reading/parse.ts";

const CASES = new URL("../../../../shared/cases/", import.meta.url);
const NOW = new Date("2026-11-01T00:00:00Z");

interface ContactCase {
  id: string;
  text: string;
  field: "name" | "email" | "phone" | "location";
  any_of: (string | null)[];
}

interface DateCase {
  id: string;
  text: string;
  years_min: number;
  years_max: number;
}

const casesOf = (path: string) => JSON.parse(Deno.readTextFileSync(new URL(path, CASES)));

function comparable(field: ContactCase["field"], value: string | null): string | null {
  return field === "phone" ? value?.replace(/\D/g, "") ?? null : value?.toLowerCase() ?? null;
}

Deno.test({
  name: "parseResume reads the contact cases (skipped where ../shared/cases is missing)",
  ignore: !existsSync(CASES),
  fn() {
    for (const { id, text, field, any_of } of casesOf("contact/contact.json") as ContactCase[]) {
      const found = comparable(field, parseResume(text, NOW)[field]);
      const right = any_of.some((one) => comparable(field, one) === found);
      assertEquals([id, right ? "right" : found], [id, "right"]);
    }
  },
});

Deno.test({
  name: "parseResume reads the date cases (skipped where ../shared/cases is missing)",
  ignore: !existsSync(CASES),
  fn() {
    for (const { id, text, years_min, years_max } of casesOf("dates/dates.json") as DateCase[]) {
      const { years } = parseResume(text, NOW);
      const rounded = years === null ? null : Math.round(years * 10) / 10;
      const right = rounded !== null && rounded >= years_min && rounded <= years_max;
      assertEquals([id, right ? "right" : rounded], [id, "right"]);
    }
  },
});
