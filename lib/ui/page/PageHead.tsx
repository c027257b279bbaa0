import type { ComponentChildren } from "preact";

/** What a page is about, with what stands beside or under it. */
export function PageHead({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
