import { assertEquals } from "@std/assert";
import { ResultRenewal } from "@/lib/client/results/result_renewal.ts";

/** Renewals that end when they are told to. */
class Renewals {
  readonly begun: PromiseWithResolvers<void>[] = [];
  #next = Promise.withResolvers<void>();

  readonly renew = (): Promise<void> => {
    const renewal = Promise.withResolvers<void>();
    this.begun.push(renewal);
    this.#next.resolve();
    this.#next = Promise.withResolvers();
    return renewal.promise;
  };

  /** Waits until one more has begun. */
  async more(): Promise<void> {
    await this.#next.promise;
  }
}

Deno.test("ResultRenewal renews at once, and once more for all that comes meanwhile", async () => {
  const renewals = new Renewals();
  const renewal = new ResultRenewal(renewals.renew, { restMs: 0 });
  renewal.soon();
  renewal.soon();
  renewal.soon();
  assertEquals(renewals.begun.length, 1);
  const more = renewals.more();
  renewals.begun[0].resolve();
  await more;
  assertEquals(renewals.begun.length, 2);
  renewals.begun[1].resolve();
  await renewals.begun[1].promise;
  renewal.end();
});

Deno.test("ResultRenewal doesn't rest before the last one", async () => {
  const renewals = new Renewals();
  const renewal = new ResultRenewal(renewals.renew, { restMs: 1_000_000 });
  renewal.soon();
  renewals.begun[0].resolve();
  await renewals.begun[0].promise;
  renewal.soon();
  assertEquals(renewals.begun.length, 1);
  const more = renewals.more();
  renewal.now();
  await more;
  assertEquals(renewals.begun.length, 2);
  renewal.now();
  const last = renewals.more();
  renewals.begun[1].resolve();
  await last;
  renewal.end();
  renewal.now();
  assertEquals(renewals.begun.length, 3);
});
