import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";

/** How many streams are open, over all processes. */
export const handler = define.handlers({
  async GET(ctx) {
    return json(await ctx.state.services.instances.status());
  },
});
