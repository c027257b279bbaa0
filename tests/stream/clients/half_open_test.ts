import { assertEquals } from "@std/assert";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

/** Whether this user may have a network of its own; otherwise there is no wire to cut. */
function mayCutWires(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    const args = ["-n", "ip", "rule"];
    return new Deno.Command("unshare", { args, stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

Deno.test({
  name: "a stream whose client is gone without a word is ended, though the system takes keepalives",
  ignore: !mayCutWires(),
  async fn() {
    const { stdout, stderr } = await new Deno.Command("unshare", {
      args: ["-n", Deno.execPath(), ...DENO_RUN, "tests/stream/clients/half_open.ts"],
      cwd: new URL("../../..", import.meta.url),
    }).output();
    const said = new TextDecoder().decode(stdout);
    assertEquals(said, "before: 1\nafter: 0\n", new TextDecoder().decode(stderr));
  },
});
