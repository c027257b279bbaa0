import { assertEquals } from "@std/assert";
import { droppedFiles, MAX_DROPPED_FILES } from "@/lib/client/upload/dropped_files.ts";

/** What a browser hands over when a folder of `names` is dropped. */
function dropOf(names: string[]): DataTransfer {
  const entries = names.map((name) => ({
    name,
    isFile: true,
    file: (resolve: (file: File) => void) => resolve(new File([], name)),
  }));
  const folder = {
    name: "folder",
    isFile: false,
    createReader: () => ({
      readEntries: (resolve: (some: unknown[]) => void) => resolve(entries.splice(0, 100)),
    }),
  };
  return { files: [], items: [{ webkitGetAsEntry: () => folder }] } as unknown as DataTransfer;
}

function manyNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}.txt`);
}

Deno.test("droppedFiles takes what is in folders but hidden files", async () => {
  const { files, cut } = await droppedFiles(dropOf(["a.txt", ".DS_Store", "b.txt"]));
  assertEquals(files.map(({ name }) => name), ["a.txt", "b.txt"]);
  assertEquals(cut, false);
});

Deno.test("droppedFiles says where there were more than it takes", async () => {
  for (const [more, wanted] of [[0, false], [1, true], [99, true]] as const) {
    const { files, cut } = await droppedFiles(dropOf(manyNames(MAX_DROPPED_FILES + more)));
    assertEquals([files.length, cut], [MAX_DROPPED_FILES, wanted]);
  }
});
