import { assert, assertEquals, assertMatch } from "@std/assert";
import { browserTest, picture } from "./_browser.ts";

browserTest("the event console shows a simulated batch and what it costs", async (stage, test) => {
  const page = await stage.open();
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const events = (type: string) => page.locator(`.event-log tr[data-type="${type}"]`);
  await page.goto(`${stage.site.url}/test-sse`);

  await test.step("connects and receives each update", async () => {
    await button("Connect").click();
    await page.getByText("Live", { exact: true }).first().waitFor();
    await button("Simulate a batch").click();
    await page.getByText("10 of 10, completed").waitFor();
    assertEquals(await events("progress").count(), 11);
    const latency = await events("progress").first().locator("td").last().textContent();
    assertMatch(latency ?? "", /^[\d.]+ m?s$/);
    await picture(page, "console");
  });

  await test.step("comes back by itself after the server was restarted, and misses nothing", async () => {
    await stage.site.stop();
    await page.locator('.connection[data-state="waiting"]').waitFor();
    await stage.site.start();
    await page.getByText("Live, resumed").first().waitFor();
    await button("Simulate a batch").click();
    await page.waitForFunction(() =>
      document.querySelectorAll('.event-log tr[data-type="progress"]').length === 22
    );
  });

  await test.step("asks without the stream", async () => {
    await button("Check progress").click();
    await events("status").first().waitFor();
  });

  await test.step("cleans up, which the stream hears of", async () => {
    page.once("dialog", (dialog) => void dialog.accept());
    await button("Delete all my data").click();
    await events("reset").first().waitFor();
    await events("cleanup").first().waitFor();
    assert((await events("reset").first().textContent() ?? "").includes("deleted"));
  });

  await test.step("disconnects for good", async () => {
    await button("Disconnect").click();
    await page.getByText("Not connected").first().waitFor();
  });
});
