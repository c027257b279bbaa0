import { assertEquals } from "@std/assert";
import { FILES_PER_PAGE } from "@/lib/extract/container/entry.ts";
import { attached, emlOf, mboxOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { tnefOf } from "@/lib/extract/testing/mail/outlook_fixture.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { resumeText } from "@/testing/resumes.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const COUNT = 2 * FILES_PER_PAGE;

async function zipFile(count: number): Promise<File> {
  const texts = Array.from(
    { length: count },
    (_, i) => [`cv/${i}.txt`, resumeText(`Person Number${i}`, 2010, "TypeScript")],
  );
  return new File([new Uint8Array(await zipOf(Object.fromEntries(texts)))], "applications.zip");
}

Deno.test("a server unpacks what holds files", async (test) => {
  await using server = await ServerProcess.start({ env: { WORKERS: "1" } });
  await test.step("a ZIP survives kill -9: no file is lost, none comes twice", () =>
    unpacksZip(server));
  await test.step("an e-mail's resume is ranked, the e-mail isn't", () => unpacksMail(server));
  await test.step("resumes in the e-mails of a mailbox are ranked, one in a winmail.dat too", () =>
    unpacksMailbox(server));
});

async function unpacksZip(server: ServerProcess): Promise<void> {
  const batch = await ServedBatch.upload(new ApiClient(server.url, "ann"), [await zipFile(COUNT)]);
  // The first page has come.
  await batch.ended(1);
  await server.restart("SIGKILL");
  await batch.end();
  const { files, total, successful_files, unpacked_files } = await batch.read();
  assertEquals([total, successful_files, unpacked_files], [1 + COUNT, 1 + COUNT, 1]);
  const [zip, ...children] = files;
  assertEquals([zip.state, zip.score, zip.parent], ["done", null, null]);
  assertEquals(
    children.map(({ name }) => name).toSorted(),
    Array.from({ length: COUNT }, (_, i) => `${i}.txt`).toSorted(),
  );
  assertEquals(children.every(({ parent, sha256 }) => parent === zip.file_id && sha256), true);
  await batch.checkOnce();
  const { results, total: ranked } = await batch.client.api.results(batch.id, {
    offset: 0,
    limit: 1_000,
  });
  assertEquals([results.length, ranked], [COUNT, COUNT]);
}

async function unpacksMail(server: ServerProcess): Promise<void> {
  const mail = emlOf("Application", [
    { type: "text/plain", content: "Dear all, please find my resume attached" },
    attached("anna.txt", resumeText("Anna Ek", 2012, "TypeScript, PostgreSQL")),
    attached("game.exe", "MZ"),
  ]);
  const client = new ApiClient(server.url, "ann");
  const batch = await ServedBatch.upload(client, [new File([new Uint8Array(mail)], "anna.eml")]);
  await batch.end();
  const { files, refused_files, status } = await batch.read();
  assertEquals(files.map(({ name, state }) => `${name} ${state}`), [
    "anna.eml done",
    "anna.txt done",
    "game.exe refused",
  ]);
  assertEquals([refused_files, status], [1, "completed"]);
  const { results } = await client.api.results(batch.id, { offset: 0, limit: 1_000 });
  assertEquals(results.map(({ name, candidate }) => [name, candidate.name]), [
    ["anna.txt", "Anna Ek"],
  ]);
}

async function unpacksMailbox(server: ServerProcess): Promise<void> {
  const cv = { name: "mia.txt", content: utf8(resumeText("Mia Lund", 2012, "TypeScript")) };
  const mailbox = mboxOf([
    emlOf("First", [attached("anna.txt", resumeText("Anna Ek", 2012, "TypeScript"))]),
    emlOf("Second", [
      { type: "text/plain", content: "Dear all, please find my resume attached" },
      attached("winmail.dat", tnefOf({ attachments: [cv] }), "application/ms-tnef"),
    ]),
  ]);
  const client = new ApiClient(server.url, "ann");
  const batch = await ServedBatch.upload(client, [new File([mailbox], "inbox.mbox")]);
  await batch.end();
  const { files, unpacked_files } = await batch.read();
  assertEquals(files.map(({ name, state }) => `${name} ${state}`), [
    "inbox.mbox done",
    "First.eml done",
    "anna.txt done",
    "Second.eml done",
    "winmail.dat done",
    "mia.txt done",
  ]);
  assertEquals(unpacked_files, 4);
  const { results } = await client.api.results(batch.id, { offset: 0, limit: 1_000 });
  assertEquals(results.map(({ candidate }) => candidate.name).toSorted(), ["Anna Ek", "Mia Lund"]);
}
