import { assertEquals } from "@std/assert";
import type { NewShare } from "@/lib/wire/review/share.ts";
import type { GeneratedRequest, Known } from "@/testing/generated/generated_requests.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResume, textResumes } from "@/testing/resumes.ts";
import { until } from "@/testing/until.ts";
import type { Random } from "@/tests/fuzz/random.ts";

/** Whose name is hidden in the blind batch, and who is a candidate of another user's. */
const HIDDEN = "Zebedia Quornforth";
const FOREIGN = "Ottilie Wintermantel";
/** Lifting shows the name, and it is for good. */
const LIFT = /\/blind\/lift/;
const SHARED = /^\/api\/v1\/shared\/([^/?]+)/;

/**
 * Who asks a fuzzed server, and what there is to ask for: a user with a batch that has ended, one that
 * stays open, and a blind one that is decided about, with links to it; and another user.
 */
export class Population {
  readonly #ann: ApiClient;
  readonly #bob: ApiClient;
  readonly #batches: string[];
  readonly #files: string[];
  /** The cookies of links by their ids. */
  readonly #links: ReadonlyMap<string, string>;
  /** Which network all come from, by a proxy's header; null where there is none. */
  readonly #network: string | null;

  private constructor(
    callers: [ApiClient, ApiClient],
    network: string | null,
    batches: string[],
    files: string[],
    links: Map<string, string>,
  ) {
    [this.#ann, this.#bob] = callers;
    this.#network = network;
    this.#batches = batches;
    this.#files = files;
    this.#links = links;
  }

  /** Moves new people in. `round` counts them: in session mode each has a network of its own. */
  static async moveIn(base: string, round: number): Promise<Population> {
    const probe = await fetch(`${base}/api/v1/sse/progress/status/me`);
    await probe.body?.cancel();
    const name = (user: string) => probe.ok ? { user } : {};
    const ann = await ApiClient.identify(base, name("ann"));
    const bob = await ApiClient.identify(base, name("bob"));
    await bob.accepted([textResume(FOREIGN, 2012, "SQL")]);
    const ended = await ann.accepted(textResumes(1));
    const open = await ann.accepted(textResumes(1), { fields: { expected_files: 5 } });
    const hidden = [textResume(HIDDEN, 2012, "SQL")];
    const blind = await ann.accepted(hidden, { fields: { blind: "true" } });
    const links = new Map<string, string>();
    const path = (more: string) => ann.batchPath(blind.batch_id, more);
    await until("the blind batch", async () => {
      return (await ann.call("GET", path(""))).body?.status === "completed";
    });
    for (const may_decide of [false, true]) {
      const request = { expires_in_hours: 1, blind: true, may_decide };
      const { status, body } = await ann.call("POST", path("/shares"), request);
      assertEquals(status, 201);
      const { url, share_id } = body as unknown as NewShare;
      const page = await fetch(url);
      await page.body?.cancel();
      links.set(share_id, page.headers.getSetCookie()[0].split(";")[0]);
    }
    const uploads = [ended, open, blind];
    const network = probe.ok ? null : `198.51.${(round >> 8) % 256}.${round % 256}`;
    return new Population(
      [ann, bob],
      network,
      uploads.map(({ batch_id }) => batch_id),
      uploads.flatMap(({ accepted }) => accepted.map(({ file_id }) => file_id)),
      links,
    );
  }

  /** Were they deleted, nothing would be left to ask for. */
  readonly known: Known = (method, name) => {
    if (name === "id" || name === "batch_id") return method === "DELETE" ? [] : this.#batches;
    if (name === "file") return method === "DELETE" ? [] : this.#files;
    if (name === "share") return method === "DELETE" ? [] : [...this.#links.keys()];
    const user = this.#ann.user;
    return name === "user_id" ? method === "DELETE" ? ["zoe"] : [user, user, "me"] : [];
  };

  /** The request as somebody sends it who may, mostly. Null for one that would give secrets away rightly. */
  asked(request: GeneratedRequest, random: Random): GeneratedRequest | null {
    if (LIFT.test(request.path)) return null;
    const link = this.#links.get(SHARED.exec(request.path)?.[1] ?? "");
    const who = link ? { cookie: link } : this.headers(random);
    return { ...request, headers: { ...who, ...this.#proxy, ...request.headers } };
  }

  /** Who asks, as headers: nobody, at times. */
  headers(random: Random): Record<string, string> {
    return random.chance(0.1) ? {} : { ...this.#ann.headers };
  }

  /** What no answer may hold, whoever asked: nobody asks for bob. */
  secretIn(text: string): string | null {
    const secrets = this.#bob.via === "session" ? [HIDDEN, FOREIGN] : [HIDDEN];
    return secrets.find((secret) => text.includes(secret)) ?? null;
  }

  get #proxy(): Record<string, string> {
    return this.#network === null ? {} : { "x-forwarded-for": this.#network };
  }
}
