import { createDefine } from "fresh";
import type { Principal } from "@/lib/auth/principal.ts";
import { withAllMethods } from "@/lib/http/methods.ts";
import type { Services } from "@/lib/services.ts";

/** What every route finds in `ctx.state`. */
export interface State {
  services: Services;
  /** Who is asking; set for the API and for pages. */
  principal: Principal;
}

const fresh = createDefine<State>();

/** Fresh's `define`, whose handlers refuse the methods that they don't have. */
export const define = {
  ...fresh,
  handlers:
    ((handlers: Parameters<typeof withAllMethods>[0]) =>
      typeof handlers === "function"
        ? handlers
        : withAllMethods(handlers)) as typeof fresh.handlers,
};
