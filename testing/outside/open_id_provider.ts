import Provider from "oidc-provider";
import type { Server } from "node:http";
import { ADMIN_ROLE, CALLBACK_PATH } from "@/lib/auth/sign_in/open_id.ts";

/** What the provider knows of its client. */
export const OPEN_ID_CLIENT = { id: "resume-screener", secret: "only-for-tests" };

/** A real provider of OpenID Connect, at which anybody signs in by name; "boss" is an admin. */
export class OpenIdProvider implements AsyncDisposable {
  readonly issuer: string;
  readonly #server: Server;

  private constructor(issuer: string, server: Server) {
    this.issuer = issuer;
    this.#server = server;
  }

  /** Starts one for the app at `origin`. */
  static async start(port: number, origin: string): Promise<OpenIdProvider> {
    const issuer = `http://127.0.0.1:${port}`;
    const provider = new Provider(issuer, {
      clients: [{
        client_id: OPEN_ID_CLIENT.id,
        client_secret: OPEN_ID_CLIENT.secret,
        redirect_uris: [origin + CALLBACK_PATH],
      }],
      claims: { openid: ["sub"], profile: ["name", "roles"] },
      conformIdTokenClaims: false,
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, name: id, roles: id === "boss" ? [ADMIN_ROLE] : [] }),
      }),
    });
    const server = provider.listen(port, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return new OpenIdProvider(issuer, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A browser as far as signing in needs one: it keeps cookies by host, follows redirects, fills in forms. */
export class Visitor {
  /** The addresses that were asked for, in their order. */
  readonly asked: string[] = [];
  readonly #jars = new Map<string, Map<string, string>>();

  /** One request, as a link or a form makes it. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    this.asked.push(url);
    const { host, origin } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    const headers = new Headers(init.headers);
    headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    if (init.method === "POST") headers.set("origin", origin);
    const response = await fetch(url, { redirect: "manual", ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    if (response.headers.has("location")) await response.body?.cancel();
    return response;
  }

  /**
   * Goes to a page, and wherever it leads, signing in as `name` where asked; to `last`, which is noted
   * and not asked for, where it leads there.
   */
  async goTo(url: string, name: string, last?: string): Promise<Response> {
    let next: { url: string; init?: RequestInit } = { url };
    for (let steps = 0; steps < 20; steps++) {
      const response = await this.ask(next.url, next.init);
      const location = response.headers.get("location");
      if (location !== null) {
        next = { url: new URL(location, next.url).href };
        if (new URL(next.url).pathname !== last) continue;
        this.asked.push(next.url);
        return response;
      }
      const form = response.ok ? await formOf(response.clone()) : null;
      if (!form) return response;
      await response.body?.cancel();
      const body = new URLSearchParams({ prompt: form.prompt, login: name, password: "x" });
      next = { url: new URL(form.action, next.url).href, init: { method: "POST", body } };
    }
    throw new Error(`Cannot sign in at ${url}: too many steps`);
  }
}

async function formOf(response: Response): Promise<{ action: string; prompt: string } | null> {
  const html = await response.text();
  const [action, prompt] = [/action="([^"]+)"/, /name="prompt" value="(\w+)"/]
    .map((pattern) => pattern.exec(html)?.[1]);
  return action && prompt ? { action, prompt } : null;
}
