import { Context, type Middleware, type PageComponent } from "./context.ts";
import type { Item } from "./fs_routes.ts";
import { compile } from "./router.ts";
import { SNAPSHOT, type Snapshot } from "./snapshot.ts";

type Registrar<T, State> = (path: string, ...fns: Middleware<State>[]) => T;

const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/** A Fresh app: middlewares and routes, in the order in which they are registered */
export class App<State = unknown> {
  /** Set by the Builder, or by the built server.js */
  [SNAPSHOT]?: Snapshot;
  readonly config: { basePath: string };
  #items: Item[] = [];
  #method = (method: string): Registrar<this, State> => (path, ...fns) =>
    this.#add({ kind: "route", method, path, fns });

  get = this.#method("GET");
  post = this.#method("POST");
  put = this.#method("PUT");
  patch = this.#method("PATCH");
  delete = this.#method("DELETE");
  head = this.#method("HEAD");
  all = this.#method("ALL");

  constructor({ basePath = "" } = {}) {
    this.config = { basePath };
  }

  /** Adds middlewares for what is registered after them, below a path or everywhere */
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    if (typeof first === "string") return this.#add({ kind: "use", path: first, fns: rest });
    return this.#add({ kind: "use", path: "", fns: [first, ...rest] });
  }

  /** Answers every 404 */
  notFound(fn: Middleware<State>): this {
    return this.#add({ kind: "notFound", path: "", fns: [fn] });
  }

  /** Answers what is thrown, below a path or everywhere */
  onError(first: string | Middleware<State>, fn?: Middleware<State>): this {
    if (typeof first !== "string") return this.#add({ kind: "error", path: "", fns: [first] });
    return this.#add({ kind: "error", path: first, fns: [fn!] });
  }

  /** Sets the component that draws the document round every page */
  appWrapper(wrapper: PageComponent): this {
    return this.#add({ kind: "wrapper", path: "", fns: [], wrapper });
  }

  /** Adds the files of routes/ */
  fsRoutes(path = ""): this {
    return this.#add({ kind: "fsRoutes", path: path === "/" ? "" : path, fns: [] });
  }

  /** The function that answers requests; what is registered later is not in it */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const { match, failed, build } = compile(this.#items, this.config.basePath, this[SNAPSHOT]);
    return async (request, info = NO_INFO) => {
      const ctx = new Context<never>(request, info, this.config, build);
      let response: Response;
      try {
        response = await match(ctx)(ctx);
        if (!(response instanceof Response)) throw new TypeError("A handler gave no Response");
      } catch (error) {
        response = await failed(ctx, error);
      }
      if (request.method !== "HEAD" || !response.body) return response;
      await response.body.cancel();
      return new Response(null, response);
    };
  }

  /** Serves the app; without a port on the first free one from 8000 */
  async listen(options: Partial<Deno.ServeTcpOptions> = {}): Promise<void> {
    const handler = this.handler();
    for (let port = options.port ?? 8000;; port++) {
      try {
        return await Deno.serve({ ...options, port }, handler).finished;
      } catch (error) {
        const taken = error instanceof Deno.errors.AddrInUse;
        if (!taken || options.port !== undefined || port > 8020) throw error;
      }
    }
  }

  #add(item: Item): this {
    this.#items.push(item);
    return this;
  }
}
