import { assertEquals, assertRejects } from "@std/assert";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import type { SandboxMode } from "@/lib/extract/sandbox/sandbox_source.ts";
import { attached, emlOf, mboxOf, msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { tnefOf } from "@/lib/extract/testing/mail/outlook_fixture.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";

const content = new TextEncoder().encode("I am Åsa Öst. ".repeat(500));
const text = new TextDecoder().decode(content);

const CONTAINERS: Record<ContainerKind, Uint8Array | Promise<Uint8Array>> = {
  zip: zipOf({ "cv/anna.txt": text }),
  eml: emlOf("Hi", [attached("anna.txt", content)]),
  msg: msgOf({ subject: "Hi", body: "", attachments: [{ name: "anna.txt", content }] }),
  tnef: tnefOf({ attachments: [{ name: "anna.txt", content }] }),
  mbox: mboxOf([emlOf("Hi", [attached("anna.txt", content)])]),
};

for (const sandbox of ["process", "worker"] satisfies SandboxMode[]) {
  Deno.test(`Extractor unpacks every kind of container in a ${sandbox} without rights`, async () => {
    await using extractor = new Extractor({ size: 1, sandbox });
    for (const [kind, bytes] of Object.entries(CONTAINERS)) {
      const range = { from: 0, maxBytes: 1_000_000 };
      const page = await extractor.unpack(await bytes, kind as ContainerKind, range);
      assertEquals(page.next, null);
      assertEquals(page.files.map(({ content }) => new TextDecoder().decode(content)), [text]);
      assertEquals(page.files[0].name.endsWith("anna.txt"), true);
    }
    const locked = await zipOf({ a: "a" }, "secret");
    await assertRejects(
      () => extractor.unpack(locked, "zip", { from: 0, maxBytes: 1 }),
      ExtractionError,
      "The ZIP is password-protected",
    );
  });
}
