import { assertThrows } from "@std/assert";
import { requireVersion } from "@/lib/runtime_version.ts";

Deno.test("requireVersion takes 2.5.0 and what is newer", () => {
  for (const version of ["2.5.0", "2.5.0-rc.1", "2.5.7", "2.10.0", "2.9.6+1a2b3c4", "3.0.0"]) {
    requireVersion(version);
  }
  requireVersion(Deno.version.deno);
  for (const version of ["2.4.4", "2.4.99", "1.46.3"]) {
    assertThrows(
      () => requireVersion(version),
      Error,
      `Cannot run on Deno ${version}: install 2.5.0 or newer`,
    );
  }
});
