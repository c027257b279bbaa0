/** The part of Fresh's main entry point that this app uses, see ../README.md */
export { App } from "./app.ts";
export { Context, HttpError, type Middleware, page, type PageProps } from "./context.ts";
export { createDefine } from "./define.ts";
export { cors, csp, csrf, staticFiles } from "./middlewares.ts";
