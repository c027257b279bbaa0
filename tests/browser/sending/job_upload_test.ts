import { assertEquals } from "@std/assert";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, fiveResumes, jobDocument } from "@/tests/browser/_resumes.ts";

browserTest("the job description can be a file", async (stage, test) => {
  const page = await stage.open();
  const picker = page.getByLabel("Job description file");
  const field = page.getByRole("textbox", { name: "Job description" });
  const attached = page.getByRole("group", { name: "Job description" });
  const screenThem = page.getByRole("button", { name: "Screen 5 resumes" });
  await page.goto(stage.site.url);
  await page.locator("button[type=submit]:enabled").waitFor();

  await test.step("a text file fills the field, where it can be edited", async () => {
    await picker.setInputFiles(anyFile("cook.txt", "text/plain", "Must have: soup"));
    await page.getByText("Loaded from cook.txt").waitFor();
    assertEquals(await field.inputValue(), "Must have: soup");
  });

  await test.step("a document takes the field's place, until it is removed", async () => {
    await picker.setInputFiles(await jobDocument());
    await attached.getByText("senior_engineer.docx").first().waitFor();
    assertEquals(await field.count(), 0);
    await attached.getByRole("button", { name: "Remove senior_engineer.docx" }).click();
    assertEquals(await field.inputValue(), "Must have: soup");
    await field.and(page.locator(":focus")).waitFor();
  });

  await test.step("one that can't be read is said at the field, and the form is kept", async () => {
    const broken = anyFile("job.pdf", "application/pdf", "%PDF-1.7 and nothing else");
    await picker.setInputFiles(broken);
    await page.getByLabel("Resume files").setInputFiles(fiveResumes());
    await screenThem.click();
    await page.locator(".job-field").getByRole("alert").getByText("The PDF is damaged").waitFor();
    await attached.getByText("job.pdf").first().waitFor();
    await page.locator("button:focus", { hasText: "Choose another file" }).waitFor();
    await picture(page, "job-file-damaged");
  });

  await test.step("a drop that can't be read, or is empty, is said where it was made", async () => {
    const places = [[".job-field", "#job-problem"], [".drop-zone", "#resumes-problem"]];
    for (const [place, problem] of places) {
      for (const [gone, words] of [[true, "could not be read"], [false, "no files"]] as const) {
        const dataTransfer = await page.evaluateHandle(transferOfNothing, gone);
        await page.locator(place).dispatchEvent("drop", { dataTransfer });
        await page.locator(problem).getByText(words).waitFor();
      }
    }
  });

  await test.step("one that is dropped is what the resumes are ranked by", async () => {
    const { name, buffer } = await jobDocument();
    const transfer = await page.evaluateHandle(({ name, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    }, { name, bytes: [...buffer] });
    await page.locator(".job-field").dispatchEvent("drop", { dataTransfer: transfer });
    await attached.getByText(name).first().waitFor();
    await page.locator(".job-field").getByRole("alert").waitFor({ state: "detached" });
    await screenThem.click();
    await page.locator(".candidate").first().getByText("Ada Lovelace").waitFor();
    await page.getByRole("heading", { level: 1, name: "Senior TypeScript Engineer" }).waitFor();
  });
});

/** Runs in the page: a drop of a file that is `gone` once it is read, or of an empty folder. */
function transferOfNothing(gone: boolean): DataTransfer {
  const file = {
    isFile: true,
    name: "a.txt",
    file: (_: unknown, refuse: (error: Error) => void) => refuse(new Error("It is gone")),
  };
  const folder = {
    isFile: false,
    name: "empty",
    createReader: () => ({ readEntries: (take: (entries: unknown[]) => void) => take([]) }),
  };
  const transfer = new DataTransfer();
  transfer.items.add(new File([], "a.txt"));
  const items = [{ webkitGetAsEntry: () => gone ? file : folder }];
  return Object.defineProperty(transfer, "items", { value: items });
}
