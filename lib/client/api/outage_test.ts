import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { Outage, type OutageOptions, type OutageWait } from "@/lib/client/api/outage.ts";

const fails = (status: number, retryAfterMs: number | null = null) =>
  new ApiError(status, { detail: "Away" }, retryAfterMs);

/** A window of a device whose network comes and goes. */
class Device extends EventTarget {
  readonly navigator = { onLine: true };

  set online(online: boolean) {
    this.navigator.onLine = online;
    this.dispatchEvent(new Event(online ? "online" : "offline"));
  }
}

/** Does what fails `failures.length` times; the waits and how often it was tried. */
async function sitOut(failures: ApiError[], options: OutageOptions = {}) {
  const waits: (OutageWait | null)[] = [];
  let tries = 0;
  const outage: Outage = new Outage({
    backoff: { baseMs: 1, maxMs: 1 },
    ...options,
    onWait: (wait) => {
      waits.push(wait);
      options.onWait?.(wait);
    },
  });
  const done = await outage.sitOut(() => {
    const failure = failures[tries++];
    return failure ? Promise.reject(failure) : Promise.resolve("done");
  });
  return { done, tries, waits };
}

Deno.test("Outage has no end of tries while the server is away", async () => {
  for (const status of [0, 502, 503, 504, 429, 408]) {
    const { done, tries } = await sitOut(Array.from({ length: 40 }, () => fails(status)));
    assertEquals([done, tries], ["done", 41]);
  }
});

Deno.test("Outage ends where the server answers what won't pass", async () => {
  await assertRejects(() => sitOut([fails(422)]), ApiError, "Away");
  await assertRejects(() => sitOut([fails(409)]), ApiError, "Away");
  await assertRejects(() => sitOut(Array.from({ length: 6 }, () => fails(500))), ApiError, "Away");
  assertEquals((await sitOut(Array.from({ length: 5 }, () => fails(500)))).done, "done");
  assertEquals((await sitOut([fails(409, 1)])).done, "done");
});

Deno.test("Outage waits as long as the server asks for, and says so", async () => {
  const { waits } = await sitOut([fails(429, 30)]);
  assertEquals(waits, [{ kind: "retry", ms: 30, reason: "Away" }, null]);
});

Deno.test("Outage doubles its waits up to 15 s, and never waits less than half", async () => {
  const seen: number[] = [];
  const outage: Outage = new Outage({
    onWait: (wait) => {
      if (wait?.kind !== "retry") return;
      seen.push(wait.ms);
      queueMicrotask(() => outage.retryNow());
    },
  });
  let tries = 0;
  await outage.sitOut(() => tries++ < 8 ? Promise.reject(fails(0)) : Promise.resolve());
  assertEquals(seen.length, 8);
  for (const [i, ms] of seen.entries()) {
    const most = Math.min(15_000, 1_000 * 2 ** i);
    assertEquals(ms >= most / 2 && ms <= most, true, `${ms} of ${most}`);
  }
});

Deno.test("Outage tries nothing while the device is offline, and at once when it is back", async () => {
  const network = new Device();
  network.navigator.onLine = false;
  const { done, tries, waits } = await sitOut([], {
    network,
    // A try of its own is no use.
    onWait: (wait) => wait && queueMicrotask(() => network.online = true),
  });
  assertEquals([done, tries], ["done", 1]);
  assertEquals(waits, [{ kind: "offline" }, null]);
});

Deno.test("Outage spends no try on what fails because the device went offline", async () => {
  const network = new Device();
  let tries = 0;
  const outage = new Outage({
    network,
    onWait: (wait) => wait?.kind === "offline" && queueMicrotask(() => network.online = true),
  });
  await outage.sitOut(() => {
    if (tries++ > 20) return Promise.resolve();
    network.navigator.onLine = false;
    return Promise.reject(fails(500));
  });
  assertEquals(tries, 22);
});

Deno.test("Outage ends with its signal", async () => {
  const abort = new AbortController();
  const onWait = (wait: OutageWait | null) => wait && abort.abort(new Error("enough"));
  const options = { signal: abort.signal, backoff: { baseMs: 1e9 }, onWait };
  await assertRejects(() => sitOut([fails(0)], options), Error, "enough");
});
