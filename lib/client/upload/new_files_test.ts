import { assertEquals } from "@std/assert";
import { newFiles } from "@/lib/client/upload/new_files.ts";
import type { BatchFile } from "@/lib/wire/batch.ts";

const OTHER = "00";

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}

function there(name: string, size: number | null, sha256: string | null, state = "done") {
  return { name, size, sha256, state } as BatchFile;
}

async function namesOf(chosen: File[], files: BatchFile[], maxBytes = Infinity) {
  const fresh = await newFiles(chosen, files, ({ size }) => size > maxBytes);
  return fresh.map(({ name }) => name);
}

Deno.test("newFiles leaves out what is there by name, size and bytes", async () => {
  const files = [there("a.txt", 6, await sha256("a cook")), there("b.txt", 6, OTHER)];
  const chosen = ["a.txt", "b.txt", "c.txt"].map((name) => new File(["a cook"], name));
  assertEquals(await namesOf(chosen, files), ["b.txt", "c.txt"]);
  assertEquals(await namesOf([new File(["a cook!"], "a.txt")], files), ["a.txt"]);
});

Deno.test("newFiles tells several files of one name apart", async () => {
  const files = [there("cv.txt", 3, await sha256("one")), there("cv.txt", 3, await sha256("two"))];
  const chosen = ["one", "two", "six"].map((text) => new File([text], "cv.txt"));
  const fresh = await newFiles(chosen, files, () => false);
  assertEquals(await Promise.all(fresh.map((file) => file.text())), ["six"]);
});

Deno.test("newFiles leaves out what is on record as refused only where it would be again", async () => {
  const files = [there("large.txt", 9, null, "refused"), there("gone.txt", 3, null, "refused")];
  const chosen = [new File(["123456789"], "large.txt"), new File(["123"], "gone.txt")];
  assertEquals(await namesOf(chosen, files, 5), ["gone.txt"]);
});
