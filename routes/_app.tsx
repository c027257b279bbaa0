import { asset } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { SiteHeader } from "@/lib/ui/parts/SiteHeader.tsx";

/** In the order in which they build on each other. */
const STYLES = [
  "tokens",
  "page",
  "controls",
  "form",
  "batch",
  "files",
  "results",
  "tables",
  "console",
  "media",
];

/** The document round every page. */
export default define.page(function App({ Component, url }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="Screens resumes against a job, live and explained." />
        <title>Resume Screener</title>
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        {STYLES.map((name) => (
          <link key={name} rel="stylesheet" href={asset(`/styles/${name}.css`)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <SiteHeader path={url.pathname} />
        <main id="main">
          <Component />
        </main>
      </body>
    </html>
  );
});
