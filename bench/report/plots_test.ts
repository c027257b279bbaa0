import { assert, assertEquals } from "@std/assert";
import { SaxesParser } from "saxes";
import { barChart } from "@/bench/report/plots.ts";

Deno.test("a chart is well-formed, and its bars are as long as their figures say", () => {
  const chart = barChart("Speed <of> all", [
    { title: "A & B", value: 50, ours: false },
    { title: "ours", value: 200, ours: true },
  ]);
  const widths: number[] = [];
  let said = "";
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "rect") widths.push(Number(attributes.width));
  });
  parser.on("text", (text) => said += text);
  parser.write(chart).close();
  assertEquals(widths[2] / widths[1], 4);
  assert(said.includes("Speed <of> all: A & B 50, ours 200"));
});
