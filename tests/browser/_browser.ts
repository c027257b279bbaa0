import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { Site } from "./_site.ts";

const CHROMIUM = "/usr/bin/chromium";
const SCREENSHOTS = new URL("./screenshots/", import.meta.url).pathname;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What a browser test works with. */
export interface Stage {
  site: Site;
  /** A page with a session of its own, unless it is `beside` another. */
  open(options?: PageOptions): Promise<Page>;
  /** Lines of the browser's console that are errors, and exceptions of pages. */
  errors: string[];
}

/** What the site and the browser of a test have beside what all have. */
export interface StageOptions {
  /** Settings of the site (README). */
  settings?: Record<string, string>;
  /** Whether the browser keeps pages to go back to; playwright switches that off. */
  backForwardCache?: boolean;
}

/** How a page is opened. */
export interface PageOptions {
  colorScheme?: "light" | "dark";
  /** In CSS pixels. */
  width?: number;
  /** A page whose session the new one shares, as a tab beside it. */
  beside?: Page;
}

/** A test in a real Chromium against the built site; left out with a clear name where there is none. */
export function browserTest(
  name: string,
  work: (stage: Stage, test: Deno.TestContext) => Promise<void>,
  options: StageOptions = {},
): void {
  const missing = !existsSync(CHROMIUM);
  if (missing && Deno.env.get("REQUIRE_BROWSER") === "1") {
    throw new Error(`Cannot test "${name}": there is no ${CHROMIUM}`);
  }
  Deno.test({
    name: missing ? `${name} (left out: there is no ${CHROMIUM})` : name,
    ignore: missing,
    // The browser is a process of its own; playwright keeps handles of it past close.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: (test) => onStage((stage) => work(stage, test), options),
  });
}

/** Keeps a picture of the whole page in screenshots/, or of what is in sight. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage });
}

async function onStage(
  work: (stage: Stage) => Promise<void>,
  { settings, backForwardCache = false }: StageOptions,
): Promise<void> {
  await using site = await Site.open(settings);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: FLAGS,
    ignoreDefaultArgs: backForwardCache ? ["--disable-back-forward-cache"] : [],
  });
  try {
    const errors: string[] = [];
    await work({ site, errors, open: (options) => openPage(browser, errors, options) });
  } finally {
    await browser.close();
  }
}

async function openPage(
  browser: Browser,
  errors: string[],
  { colorScheme = "light", width = 1200, beside }: PageOptions = {},
): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = beside?.context() ?? await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  // Reached only by what fails: a busy machine may take long.
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  return page;
}
