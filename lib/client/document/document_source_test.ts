import { assertEquals } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { DocumentSource, pictureWidth, whyNoPages } from "@/lib/client/document/document_source.ts";

Deno.test("pictureWidth asks for what the screen shows, in steps and within bounds", () => {
  const asked = [[320, 1], [401, 1], [600, 2], [5_000, 3], [0, 1], [NaN, 1]];
  assertEquals(asked.map(([shown, ratio]) => pictureWidth(shown, ratio)), [
    400,
    600,
    1_200,
    2_000,
    200,
    200,
  ]);
});

Deno.test("whyNoPages is silent of kinds without pages alone", () => {
  const of = (status: number, slug: string) =>
    whyNoPages(
      new ApiError(status, { type: `urn:resume-screener:problem:${slug}` } as never, null),
    );
  assertEquals(of(404, "no-pages"), "");
  assertEquals(of(403, "forbidden"), "The original is hidden in blind review.");
  assertEquals(of(422, "page-unreadable"), "The original can't be shown. Download it to see it.");
});

Deno.test("DocumentSource has no text where none was read", async () => {
  const answer = (status: number) => () => Promise.resolve(new Response("{}", { status }));
  const { signal } = new AbortController();
  const of = (status: number) => new DocumentSource("b", "f", { fetch: answer(status) });
  assertEquals(await of(404).text(signal), null);
  assertEquals(await of(200).text(signal), "{}");
  assertEquals(of(200).picture(2, 400), "/api/v1/resumes/batches/b/files/f/pages/2.png?width=400");
});
