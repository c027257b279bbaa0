import { createDefine } from "fresh";
import type { Principal } from "@/lib/auth/principal.ts";
import type { Services } from "@/lib/services.ts";

/** What every route finds in `ctx.state`. */
export interface State {
  services: Services;
  /** Who is asking; set for the API and for pages. */
  principal: Principal;
}

export const define = createDefine<State>();
