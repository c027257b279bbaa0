import { assertEquals, assertRejects } from "@std/assert";
import { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";

const answering = (status: number) =>
  new Api({ fetch: () => Promise.resolve(Response.json({ detail: "No" }, { status })) });

Deno.test("Api says with each change under which id the page sends, and what is forced", async () => {
  const requests: Request[] = [];
  const api = new Api({
    baseUrl: "http://server",
    sender: "page-one",
    fetch: (input, init) => {
      requests.push(new Request(input, init));
      return Promise.resolve(Response.json({}));
    },
  });
  await api.close("B");
  await api.cancel("B", true);
  await api.batch("B");
  const seen = requests.map(({ url, headers }) =>
    `${url.split("/").at(-1)} ${headers.get("upload-sender")}`
  );
  assertEquals(seen, ["close page-one", "cancel?force=true page-one", "B null"]);
});

Deno.test("Api throws what the server answers", async () => {
  await assertRejects(() => answering(409).close("B"), ApiError, "No");
});
