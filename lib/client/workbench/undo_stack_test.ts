import { assertEquals } from "@std/assert";
import { type Change, isSameUpdate, UndoStack } from "@/lib/client/workbench/undo_stack.ts";

function changeOf(file: string): Change {
  return { file, before: { decision: null }, after: { decision: "hold" } };
}

Deno.test("UndoStack gives back the last step first, and forgets it", () => {
  const stack = new UndoStack();
  stack.push([changeOf("a")]);
  stack.push([]);
  stack.push([changeOf("b"), changeOf("c")]);
  assertEquals(stack.size, 2);
  assertEquals(stack.pop()?.map(({ file }) => file), ["b", "c"]);
  assertEquals(stack.pop()?.map(({ file }) => file), ["a"]);
  assertEquals(stack.pop(), null);
});

Deno.test("UndoStack keeps 50 steps", () => {
  const stack = new UndoStack();
  for (let i = 0; i < 60; i++) stack.push([changeOf(String(i))]);
  assertEquals(stack.size, 50);
  assertEquals(stack.pop()?.[0].file, "59");
});

Deno.test("UndoStack drops what was not made of the last step, and the step with its last file", () => {
  const stack = new UndoStack();
  stack.push([changeOf("a")]);
  stack.push([changeOf("b"), changeOf("c")]);
  stack.drop(new Set(["a", "b"]));
  assertEquals(stack.pop()?.map(({ file }) => file), ["c"]);
  stack.drop(new Set(["a"]));
  assertEquals(stack.size, 0);
});

Deno.test("isSameUpdate takes what is left open for null", () => {
  assertEquals(isSameUpdate({ decision: "hold" }, { decision: "hold", note: null }), true);
  assertEquals(isSameUpdate({ decision: "hold" }, { decision: "hold", note: "x" }), false);
});
