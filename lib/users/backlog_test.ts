import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import { Backlog, BacklogFullError, STORE_BOUNDS, USER_BOUNDS } from "@/lib/users/backlog.ts";
import { storedBytes, type Usage } from "@/lib/users/usage.ts";

const MUCH = { waiting: 1e9, bytes: 1e15 };

Deno.test("Backlog turns away a user with too much, and lets the others in", async () => {
  await using fixture = await JobFixture.open();
  const { store } = fixture;
  const perUser = { waiting: 3, bytes: 100_000 };
  const backlog = new Backlog({ store, perUser, inAll: MUCH });
  await fixture.batch("ann", 2);
  await backlog.admit("ann");
  await fixture.batch("ann", 1);
  const error = await assertRejects(() => backlog.admit("ann"), BacklogFullError);
  assertEquals(error.retryAfterSeconds, 30);
  await backlog.admit("bob");
  await fixture.endFiles("ann", 1);
  await backlog.admit("ann");

  await fixture.batch("bob", 0, { files: [{ name: "a", size: 100_000, sha256: "a", blob: "b" }] });
  const full = await assertRejects(() => backlog.admit("bob"), BacklogFullError);
  assertEquals(full.message, "Cannot take more files: the store is full");
});

Deno.test("Backlog bounds all users together, where there are no quotas too", async () => {
  await using fixture = await JobFixture.open();
  const { store } = fixture;
  const options = { store, perUser: null };
  for (const user of ["ann", "bob", "cem"]) await fixture.batch(user, 2);
  await new Backlog({ ...options, inAll: { ...MUCH, waiting: 7 } }).admit("dan");
  const full = new Backlog({ ...options, inAll: { ...MUCH, waiting: 6 } });
  await assertRejects(() => full.admit("dan"), BacklogFullError);
});

Deno.test("Backlog has room left when eleven users take all that they can", async () => {
  await using fixture = await JobFixture.open();
  const { store } = fixture;
  const span = Math.floor(Date.now() / (store.retentionMs / 24));
  const usages = {
    waiting: (waiting: number): Usage => ({ waiting, stored: [] }),
    bytes: (bytes: number): Usage => ({ waiting: 0, stored: [[span, bytes]] }),
  };
  const admit = (user: string) =>
    new Backlog({ store, perUser: USER_BOUNDS, inAll: STORE_BOUNDS }).admit(user);
  for (const [what, request] of [["waiting", 1000], ["bytes", 100 * 1024 ** 2]] as const) {
    for (let user = 0; user < 11; user++) {
      for (let taken = request;; taken += request) {
        const error = await admit(`${what}${user}`).catch((error) => error);
        if (error instanceof BacklogFullError) break;
        assertEquals(error, undefined);
        await store.set(["usages", `${what}${user}`], usages[what](taken));
      }
    }
    await admit("newcomer");
  }
});

Deno.test("Backlog counts a user's log and job descriptions", async () => {
  await using fixture = await JobFixture.open();
  const { store } = fixture;
  await fixture.batch("ann", 0, { files: [{ name: "a", size: 1, sha256: "a", blob: "b" }] });
  const { value } = await store.get<Usage>(["usages", "ann"]);
  const described = storedBytes(value!, Date.now(), store.retentionMs);
  assert(described > 1, `${described} bytes`);
  const log = (await store.get<{ bytes: number }>(["progress", "ann"])).value!;
  const perUser = { ...MUCH, bytes: described + log.bytes + 1 };
  const backlog = new Backlog({ store, perUser, inAll: MUCH });
  await backlog.admit("ann");
  await store.set(["progress", "ann"], { ...log, bytes: log.bytes + 1 });
  await assertRejects(() => backlog.admit("ann"), BacklogFullError);
});

Deno.test("Backlog reads all users once for many uploads", async () => {
  await using fixture = await JobFixture.open();
  let lists = 0;
  const store = new Proxy(fixture.store, {
    get(target, name) {
      if (name === "list") lists++;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const backlog = new Backlog({ store, perUser: MUCH, inAll: MUCH });
  await Promise.all(Array.from({ length: 50 }, (_, i) => backlog.admit(`u${i}`)));
  await backlog.admit("ann");
  assertEquals(lists, 1);
});

Deno.test("storedBytes forgets documents as they expire", () => {
  const retentionMs = 24 * HOUR;
  const usage = { waiting: 0, stored: [[100, 7], [110, 5]] as [number, number][] };
  const at = (span: number) => storedBytes(usage, span * HOUR, retentionMs);
  assertEquals([at(110), at(124), at(125), at(134), at(135)], [12, 12, 5, 5, 0]);
});
