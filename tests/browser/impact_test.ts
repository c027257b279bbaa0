import { assertEquals } from "@std/assert";
import { fits, violations } from "./_accessibility.ts";
import { browserTest, picture } from "./_browser.ts";
import { anyFile, fiveResumes, screen } from "./_resumes.ts";

const TABLE = `file,sex,age
Ada_Lovelace.txt,f,40+
Alan_Turing.txt,m,40+
Grace_Hopper.txt,f,40+
Katherine_Johnson.txt,f,
Edsger_Dijkstra.pdf,m,40+
`;

browserTest(
  "the impact check works a table out in the page, and sends and stores nothing of it",
  async (stage) => {
    const page = await stage.open();
    await screen(page, stage.site.url, fiveResumes());
    await page.locator(".candidate").nth(4).waitFor();
    const batch = new URL(page.url()).pathname;
    await page.evaluate(async (batch) => {
      const path = `/api/v1/resumes${batch}`;
      const { files } = await (await fetch(path)).json();
      const ada = files.find(({ name }: { name: string }) => name.startsWith("Ada"));
      await fetch(`${path}/files/${ada.file_id}/decision`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ decision: "shortlist" }),
      });
    }, batch);

    // All that the page asks for.
    const scores = page.waitForResponse(/\/results\?/);
    await page.goto(`${stage.site.url}${batch}/impact`);
    await (await scores).finished();
    await page.waitForLoadState("networkidle");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
    const stored = () =>
      page.evaluate(async () => [
        JSON.stringify({ ...localStorage, ...sessionStorage }),
        document.cookie,
        String((await indexedDB.databases()).length),
      ]);
    const before = await stored();
    await page.getByLabel("Table of groups").setInputFiles(
      anyFile("groups.csv", "text/csv", TABLE),
    );
    const sex = page.getByRole("table", { name: "sex", exact: true });
    await sex.waitFor();
    const rows = await sex.locator("tbody tr").allInnerTexts();
    assertEquals(rows.map((row) => row.split(/\s+/).slice(0, 5)), [
      ["f", "3", "1", "33.3", "%"],
      ["m", "2", "0", "0.0", "%"],
    ]);
    await page.getByText("below four fifths").first().waitFor();
    await page.getByRole("table", { name: "sex and age" }).waitFor();
    assertEquals([requests, await stored()], [[], before]);
    assertEquals(await violations(page), []);
    await picture(page, "impact");
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, "impact-phone", 320);

    await page.getByLabel("Table of groups").setInputFiles(anyFile("groups.csv", "text/csv", "x"));
    await page.getByRole("alert").waitFor();
    assertEquals(stage.errors, []);
  },
);
