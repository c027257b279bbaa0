import { assert, assertEquals } from "@std/assert";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest } from "@/tests/browser/_browser.ts";
import { fiveResumes } from "@/tests/browser/_resumes.ts";

const JOB = "Senior Backend Engineer\n\nMust have:\n- TypeScript\n- SQL\n";
const NAMES = /Lovelace|Turing|Hopper|Johnson|Dijkstra/;

browserTest(
  "a batch is screened blind, shared, decided about by the link, revoked, shown, renamed and deleted",
  async (stage) => {
    const page = await stage.open();
    await page.goto(stage.site.url);
    await page.locator("button[type=submit]:enabled").waitFor();
    await page.getByLabel("Job description", { exact: true }).fill(JOB);
    await page.getByLabel("Resume files").setInputFiles(fiveResumes());
    await page.getByLabel("Blind review: hide names").check();
    assertEquals(await violations(page), []);
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, "blind-form-320", 320);
    await page.setViewportSize({ width: 1200, height: 800 });
    await page.locator("#screen").click();
    await page.getByText("Candidate 5").first().waitFor();
    await page.getByRole("button", { name: "Share", exact: true }).waitFor();
    await page.getByText("Blind review: names and contact details are hidden.").waitFor();
    assert(!NAMES.test(await page.locator("main").innerText()));

    await page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Share this batch" });
    await dialog.getByLabel("Who is it for? (optional)").fill("Bea");
    await dialog.getByLabel("Can shortlist and reject").check();
    await dialog.getByRole("button", { name: "Create link" }).click();
    const url = await dialog.getByLabel(/^Link created/).inputValue();
    await dialog.getByRole("button", { name: "Revoke the link for Bea" }).waitFor();
    assertEquals(await violations(page), []);
    await fits(page, "share-dialog", 1200);

    const other = await stage.open();
    await other.goto(url);
    await other.getByRole("heading", { name: "1. Candidate" }).waitFor();
    await other.locator("summary").first().click();
    await other.getByRole("button", { name: "Shortlist", exact: true }).first().click();
    await other.getByRole("button", { name: "Shortlisted" }).waitFor();
    assert(!NAMES.test(await other.content()));
    assertEquals(await violations(other), []);
    await fits(other, "shared-page", 1200);
    await other.setViewportSize({ width: 320, height: 700 });
    await fits(other, "shared-page-320", 320);

    await dialog.getByRole("button", { name: "Revoke the link for Bea" }).click();
    await other.getByText("This link was revoked.").waitFor();
    await other.getByRole("button", { name: "Reject" }).first().waitFor({ state: "detached" });
    await other.reload();
    await other.getByRole("heading", { name: "This link was revoked" }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();

    await page.getByRole("button", { name: "Show names" }).click();
    await page.getByRole("button", { name: "Show names" }).click();
    await page.getByText("Lovelace").first().waitFor();

    const list = await stage.open({ beside: page });
    await list.goto(`${stage.site.url}/batches`);
    const title = "Senior Backend Engineer";
    await list.getByRole("button", { name: `Rename ${title}` }).click();
    await list.getByLabel("Name of the batch").fill("Backend, autumn");
    await list.getByRole("button", { name: "Save" }).click();
    await list.getByRole("link", { name: "Backend, autumn" }).waitFor();
    await page.goto(`${stage.site.url}/batches?q=autumn`);
    await page.getByRole("link", { name: "Backend, autumn" }).waitFor();
    assertEquals(await violations(list), []);
    await fits(list, "batches", 1280);
    await list.setViewportSize({ width: 320, height: 700 });
    await list.getByRole("button", { name: "Delete Backend, autumn" }).click();
    await fits(list, "batches-320", 320);
    await list.getByRole("button", { name: "Delete permanently" }).click();
    await list.getByText("No batches.").waitFor();
    // It was open in another tab.
    await page.getByText("No batches.").waitFor();
  },
);
