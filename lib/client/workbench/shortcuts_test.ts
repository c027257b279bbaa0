import { assertEquals } from "@std/assert";
import { commandOf, COMMANDS, SHORTCUTS } from "@/lib/client/workbench/shortcuts.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false };

Deno.test("commandOf knows single keys where they are on", () => {
  assertEquals(commandOf({ ...NONE, key: "s" }, true), "shortlist");
  assertEquals(commandOf({ ...NONE, key: "s" }, false), null);
  assertEquals(commandOf({ ...NONE, key: "q" }, true), null);
});

Deno.test("commandOf leaves the browser its own keys, but for undo, which is always on", () => {
  assertEquals(commandOf({ ...NONE, key: "r", ctrlKey: true }, true), null);
  assertEquals(commandOf({ ...NONE, key: "s", metaKey: true }, true), null);
  assertEquals(commandOf({ ...NONE, key: "h", altKey: true }, true), null);
  assertEquals(commandOf({ ...NONE, key: "z", ctrlKey: true }, false), "undo");
  assertEquals(commandOf({ ...NONE, key: "Z", metaKey: true }, true), "undo");
});

Deno.test("every command is on the list, and no key does two things", () => {
  assertEquals(SHORTCUTS.map(({ command }) => command).toSorted(), [...COMMANDS].sort());
  const keys = SHORTCUTS.flatMap(({ keys }) => keys);
  assertEquals(new Set(keys).size, keys.length);
});
