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

Deno.test("Announcer says together what came meanwhile, and nothing of a topic twice", async () => {
  const announcer = new Announcer(5);
  const said: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  effect(() => {
    said.push(announcer.text.value);
    if (announcer.text.value.includes("7")) resolve();
  });
  announcer.say("5 of 9");
  announcer.say("Lost", "connection");
  announcer.say("1 failed", "failed");
  announcer.say("1 failed", "failed");
  announcer.say("", "nothing");
  announcer.say("Back", "connection");
  announcer.say("6 of 9");
  announcer.say("7 of 9");
  await promise;
  announcer.say("1 failed", "failed");
  announcer.sayNow("end");
  assertEquals(said, ["", "5 of 9", "1 failed. Back. 7 of 9", "end"]);
  announcer.dispose();
});
