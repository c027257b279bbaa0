import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { receiveUpload } from "@/lib/api/upload/receive_upload.ts";

/** Takes resumes in; they are read and scored in the background. */
export const handler = define.handlers({
  async POST(ctx) {
    const { req, url, state } = ctx;
    const { principal, services } = state;
    const answer = await receiveUpload(req, url, principal, services, quotaOf(ctx));
    return json(answer, { status: 202 });
  },
});
