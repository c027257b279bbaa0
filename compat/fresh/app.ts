import { Context, HttpError, type Middleware } from "./context.ts";
import { compile, type Item } from "./router.ts";
import { SNAPSHOT, type Snapshot } from "./snapshot.ts";

const remoteAddr = { transport: "tcp", hostname: "localhost", port: 0 } as const;
const NO_INFO: Deno.ServeHandlerInfo = { remoteAddr, completed: Promise.resolve() };

const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** A Fresh app: middlewares and routes, in the order in which they are registered */
export class App<State = unknown> {
  [SNAPSHOT]?: Snapshot;
  #items: Item[] = [];
  #adder = (kind: string) => (path: string, ...fns: Middleware<State>[]): this => {
    this.#items.push({ kind, path: path.replace(/^[*/]$/, ""), fns });
    return this;
  };
  get = this.#adder("GET");
  post = this.#adder("POST");
  delete = this.#adder("DELETE");
  all = this.#adder("ALL");
  fsRoutes = (...below: never[]): this => {
    if (below.length > 0) {
      throw new Error("Cannot serve routes/ below a path: compat/ doesn't know it");
    }
    return this.#adder("fsRoutes")("");
  };

  /** Adds middlewares for what is registered after them, below a path or everywhere */
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const add = this.#adder("middleware");
    return typeof first === "string" ? add(first, ...rest) : add("", first, ...rest);
  }

  /** The function that answers requests; what is registered later is not in it */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const match = compile(this.#items, this[SNAPSHOT]);
    return async (request, info = NO_INFO) => {
      const ctx = new Context<never>(request, info, this[SNAPSHOT]);
      if (!METHODS.test(request.method)) return failed();
      const response = await match(ctx)(ctx).catch(lastAnswer);
      // As Fresh does it: what feeds the body isn't told
      return request.method === "HEAD" ? new Response(null, response) : response;
    };
  }

  /** Serves the app; without a port on the first free one from 8000 */
  async listen(options: Partial<Deno.ServeTcpOptions> = {}): Promise<void> {
    for (let port = options.port ?? 8000;; port++) {
      try {
        return await Deno.serve({ ...options, port }, this.handler()).finished;
      } catch (error) {
        if (options.port || port > 8020 || !(error instanceof Deno.errors.AddrInUse)) throw error;
      }
    }
  }
}

function lastAnswer(error: unknown): Response {
  if (error instanceof HttpError) return new Response(error.message, { status: error.status });
  console.error(error);
  return failed();
}

const failed = (): Response => new Response("Internal server error", { status: 500 });
