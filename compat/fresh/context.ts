import type { FunctionComponent, VNode } from "preact";
import { STATUS_CODES } from "node:http";
import { renderDocument } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";

/** Answers a request, or passes it on with `ctx.next()` */
export type Middleware<State = unknown> = (ctx: Context<State>) => Response | Promise<Response>;

/** What pages, the app wrapper and error pages are given */
export type PageProps<State = unknown> = Context<State>;

/** Thrown to answer with an HTTP status; the message defaults to the status's own text */
export class HttpError extends Error {
  constructor(readonly status: number, message = STATUS_CODES[status], options?: ErrorOptions) {
    super(message, options);
  }
}

/** What a handler returns to have its page drawn: the page's data, and the answer's status and headers */
export class PageResponse<Data> {
  constructor(readonly data: Data, readonly init: ResponseInit = {}) {}
}

/** Has the page of a handler drawn, with data */
export const page = <Data = undefined>(data?: Data, init?: ResponseInit): PageResponse<Data> =>
  new PageResponse(data as Data, init);

/** One request on its way through the middlewares; `_` marks what isn't Fresh's */
export class Context<State = unknown> {
  readonly url: URL;
  /** The pattern that matched, null where none did */
  route: string | null = null;
  params: Record<string, string> = Object.create(null);
  state: State = {} as State;
  data: unknown = undefined;
  error: unknown = null;
  next!: () => Promise<Response>;
  Component: FunctionComponent = () => null;
  _wrapper?: Middleware<never>;
  _wantsNonce = false;
  _nonce = "";

  constructor(
    readonly req: Request,
    readonly info: Deno.ServeHandlerInfo,
    readonly _snapshot?: Snapshot,
  ) {
    this.url = new URL(req.url);
    const path = this.url.pathname;
    if (path.includes("//")) this.url.pathname = path.replace(/\/{2,}/g, "/");
  }

  json = Response.json;
  text = (content: string, init?: ResponseInit): Response => new Response(content, init);

  /** Renders a tree inside the app wrapper */
  render(tree: VNode, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(renderDocument(this as never, tree), { ...init, headers });
  }

  /** Sends the client elsewhere; leading slashes collapse, so that a path stays on this site */
  redirect(location: string, status = 302): Response {
    const headers = { location: location.replace(/^[/\\]{2,}/, "/") };
    return new Response(null, { status, headers });
  }
}
