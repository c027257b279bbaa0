import type { Context, Middleware, PageProps } from "./context.ts";

type PageResponse<Data> = { data: Data; status?: number; headers?: HeadersInit };
type Answer = Response | PageResponse<unknown>;
type Handler<State> = (ctx: Context<State>) => Answer | Promise<Answer>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
type Handlers<State> = Handler<State> | { [M in Method]?: Handler<State> };
type Returned<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;
type DataOf<H> = Extract<Returned<H | H[keyof H]>, PageResponse<unknown>>["data"];

/** Makes typed identity functions for the pages, handlers and middlewares of an app */
export const createDefine = <State>() => ({
  page: <H = never>(render: (props: PageProps<DataOf<H>, State>) => unknown) => render,
  handlers: <H extends Handlers<State>>(handlers: H): H => handlers,
  middleware: <M extends Middleware<State>>(middleware: M): M => middleware,
});

/** Hands data from a handler to its page component */
export const page = <D>(data: D, options?: ResponseInit): PageResponse<D> => ({ ...options, data });
