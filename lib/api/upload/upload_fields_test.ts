import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { Problem } from "@/lib/http/problem.ts";
import { parseUploadFields } from "@/lib/api/upload/upload_fields.ts";

const parse = (fields: Record<string, string>) =>
  parseUploadFields(new Map(Object.entries(fields)), 1000);
const told = (...refused: unknown[]) => parse({ refused: JSON.stringify(refused) }).refused;

Deno.test("parseUploadFields reads what there is", () => {
  assertEquals(parse({}), {
    batch: null,
    expected: null,
    criteria: null,
    blind: null,
    refused: [],
  });
  const { batch, expected } = parse({ batch_id: "b1", expected_files: "7" });
  assertEquals([batch, expected], ["b1", 7]);
});

Deno.test("parseUploadFields makes text to show of what it is told", () => {
  const [file] = told({ name: "../x/cv\u202e.pdf", size: 5, reason: " Too\u0007 large\ud800 " });
  assertEquals(file, {
    name: "cv_.pdf",
    size: 5,
    reason: "Too  large\ufffd",
    type: "file-not-sent",
  });
});

Deno.test("parseUploadFields refuses what it can't use", () => {
  const file = { name: "a", size: 1, reason: "x" };
  const cases: (() => unknown)[] = [
    () => parse({ batch_id: "../x" }),
    () => parse({ expected_files: "0" }),
    () => parse({ refused: "no JSON" }),
    () => parse({ refused: "{}" }),
    () => told(null),
    () => told({ ...file, size: -1 }),
    () => told({ ...file, size: 1.5 }),
    () => told({ ...file, size: "1" }),
    () => told({ ...file, name: 7 }),
    () => told({ ...file, reason: " " }),
    () => told({ ...file, reason: "x".repeat(201) }),
    () => told(...Array.from({ length: 1001 }, () => file)),
  ];
  for (const parsing of cases) assertThrows(parsing, z.ZodError);
  assertThrows(() => parse({ expected_files: "1001" }), Problem);
  assertEquals(told(...Array.from({ length: 1000 }, () => file)).length, 1000);
});
