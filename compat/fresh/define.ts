import type { Context, Middleware, PageProps, PageResponse } from "./context.ts";

type Answer = Response | PageResponse<unknown>;
type Handler<State> = (ctx: Context<State>) => Answer | Promise<Answer>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
type Handlers<State> = Handler<State> | { [M in Method]?: Handler<State> };

/** Makes typed identity functions for the pages, handlers and middlewares of an app */
export const createDefine = <State>() => ({
  page: (render: (props: PageProps<State>) => unknown) => render,
  handlers: <H extends Handlers<State>>(handlers: H): H => handlers,
  middleware: <M extends Middleware<State>>(middleware: M): M => middleware,
});
