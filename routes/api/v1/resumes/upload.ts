import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { receiveUpload } from "@/lib/api/receive_upload.ts";

/** Takes resumes in; they are read and scored in the background. */
export const handler = define.handlers({
  async POST(ctx) {
    const { req, url, state } = ctx;
    return json(await receiveUpload(req, url, state.principal, state.services), { status: 202 });
  },
});
