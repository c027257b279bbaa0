import { assertEquals } from "@std/assert";
import { ServerProcess } from "@/testing/server_process.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";

/** Bytes of the disk: a database with nothing in it takes about 0.3 MB of it. */
const DISK_BYTES = 6 * 1024 * 1024;

/** A disk of its own in memory, or null where this process may not make one. */
async function mountDisk(): Promise<string | null> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return null;
  const path = await Deno.makeTempDir({ prefix: "small_disk_" });
  const args = ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", path];
  const { success } = await new Deno.Command("mount", { args, stderr: "null" }).output();
  if (!success) await Deno.remove(path);
  return success ? path : null;
}

async function unmount(path: string): Promise<void> {
  await new Deno.Command("umount", { args: [path] }).output();
  await Deno.remove(path);
}

/** Takes all that is left of the disk. */
function fillUp(path: string): void {
  using file = Deno.openSync(path, { create: true, write: true });
  const block = new Uint8Array(4096);
  try {
    while (file.writeSync(block) > 0);
  } catch {
    // It is full.
  }
}

Deno.test("a full disk refuses uploads and holds up work, until there is room again", async (t) => {
  const disk = await mountDisk();
  if (!disk) {
    await t.step({ name: "needs root and mount", ignore: true, fn() {} });
    return;
  }
  try {
    const env = { WORKERS: "2", KV_PATH: `${disk}/kv.sqlite` };
    await using server = await ServerProcess.start({ env });
    const batch = await ServedBatch.upload(
      new ApiClient(server.url, "ann"),
      textResumes(rounds(30, 60)),
    );
    await batch.ended(10);
    fillUp(`${disk}/ballast`);
    const bob = new ApiClient(server.url, "bob");
    const large = new Uint8Array(1_500_000).fill(65);
    const refused = await bob.upload([new File([large], "large.txt")]);
    assertEquals([refused.status, refused.headers.get("content-type")], [
      503,
      "application/problem+json",
    ]);
    await refused.body?.cancel();
    await Deno.remove(`${disk}/ballast`);
    await batch.end();
    await batch.checkOnce();
    const again = await ServedBatch.upload(bob, textResumes(3));
    await again.end();
  } finally {
    await unmount(disk);
  }
});
