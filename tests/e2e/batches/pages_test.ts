import { assert, assertEquals } from "@std/assert";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { pngHeader } from "@/lib/extract/picture/png.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResume } from "@/testing/resumes.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import type { DocumentPage } from "@/lib/wire/review/page.ts";
import { corruptPdf } from "@/tests/e2e/_resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const FIRST = ["Mara Okonkwo", "Experience", "2015 - 2024 Engineer, Kiln Works", "Built services"];
const SECOND = ["Skills", "PostgreSQL and TypeScript"];
const drawn = (lines: string[]) => lines.map((text, at) => line(text, 72, 700 - at * 20)).join("");

serverTest("a document's pages are shown with the evidence on them", {}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "recruiter" });
  await using stream = await caller.stream();
  const pdf = new File([pdfOfPages([drawn(FIRST), drawn(SECOND)])], "mara.pdf");
  const text = textResume("Ilse Brandt", 2012, "PostgreSQL");
  const { batch_id, accepted } = await caller.accepted([pdf, text, corruptPdf()]);
  const [mara, ilse, broken] = accepted.map(({ file_id }) => file_id);
  await stream.until((event) => endsRun(event, batch_id), 120_000);
  const path = (more: string) => caller.batchPath(batch_id, more);
  const page = (file: string, name: string, query = "") =>
    caller.fetch(`${path(`/files/${file}/pages/${name}`)}${query}`);

  await step("evidence names its line of the text", async () => {
    for (const file of [mara, ilse]) {
      const detail = (await caller.call("GET", path(`/files/${file}`)))
        .body as unknown as FileDetail;
      const lines = (await (await caller.fetch(path(`/files/${file}/text`))).text()).split("\n");
      const shown = detail.requirements!.filter(({ evidence }) => evidence !== null);
      assert(shown.length > 0);
      for (const { evidence, evidence_line } of shown) {
        assert(lines[evidence_line! - 1].includes(evidence!), `${evidence_line}: ${evidence}`);
      }
    }
  });

  await step("a page is a picture, which nobody keeps, and has the evidence in boxes", async () => {
    const picture = await page(mara, "2.png", "&width=300");
    assertEquals(picture.status, 200);
    assertEquals(picture.headers.get("content-type"), "image/png");
    assertEquals(picture.headers.get("cache-control"), "no-store");
    assertEquals(picture.headers.get("x-content-type-options"), "nosniff");
    const { width, height } = pngHeader(new Uint8Array(await picture.arrayBuffer()));
    assertEquals([width, height], [300, 388]);
    const second: DocumentPage = await (await page(mara, "2.json")).json();
    assertEquals([second.page, second.pages, second.width, second.height], [2, 2, 612, 792]);
    const [{ requirement, x, y, w, h }] = second.boxes;
    const detail = (await caller.call("GET", path(`/files/${mara}`))).body as unknown as FileDetail;
    assertEquals(detail.requirements![requirement].evidence, SECOND[1]);
    assert(Math.abs(x - 72 / 612) < 0.01 && w > 0.1 && y < 112 / 792 && y + h > 112 / 792);
  });

  await step("what can't be shown is a problem that says so", async () => {
    await assertProblem(await page(ilse, "1.png"), 404, "no-pages");
    await assertProblem(await page(ilse, "1.json"), 404, "no-pages");
    await assertProblem(await page(broken, "1.png"), 422, "page-unreadable");
    await assertProblem(await page(broken, "1.json"), 422, "page-unreadable");
    await assertProblem(await page(mara, "3.png"), 404, "not-found");
    await assertProblem(await page(mara, "3.json"), 404, "not-found");
    for (const name of ["0.png", "x", "1.svg", "1e1.png"]) {
      await assertProblem(await page(mara, name), 404, "not-found");
    }
    for (const width of ["199", "2001", "x"]) {
      const refused = await page(mara, "1.png", `&width=${width}`);
      await assertProblem(refused, 422, "invalid-field");
    }
    const other = await ApiClient.identify(server.url, { user: "stranger" });
    const foreign = await other.fetch(other.batchPath(batch_id, `/files/${mara}/pages/1.png`));
    await assertProblem(foreign, 404, "not-found");
  });

  await step("a link shows pages, but where it is blind", async () => {
    for (const blind of [false, true]) {
      const { body } = await caller.call("POST", path("/shares"), {
        expires_in_hours: 1,
        blind,
        may_decide: false,
      });
      const visit = await fetch(body!.url as string);
      await visit.body?.cancel();
      const cookie = visit.headers.get("set-cookie")!.split(";")[0];
      const shared = `${server.url}/api/v1/shared/${body!.share_id}/files/${mara}/pages`;
      for (const name of ["1.png", "1.json"]) {
        const answer = await fetch(`${shared}/${name}`, { headers: { cookie } });
        if (blind) {
          await assertProblem(answer, 403, "blind");
          continue;
        }
        assertEquals(answer.status, 200);
        await answer.body?.cancel();
      }
    }
  });
});
