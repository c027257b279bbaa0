import { assertEquals } from "@std/assert";
import { effect } from "@preact/signals";
import { Announcer } from "@/lib/client/batch/announcer.ts";

Deno.test("Announcer says the first text at once and of the rest the latest", async () => {
  const announcer = new Announcer(5);
  const said: string[] = [];
  const latest = new Promise<void>((resolve) => {
    effect(() => {
      said.push(announcer.text.value);
      if (announcer.text.value === "3") resolve();
    });
  });
  for (const text of ["1", "2", "3"]) announcer.say(text);
  await latest;
  announcer.sayNow("end");
  assertEquals(said, ["", "1", "3", "end"]);
  announcer.dispose();
});
