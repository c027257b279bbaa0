import { ApiError } from "@/lib/client/api/api_error.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** Why the form can't be sent, and where in it that is said. */
export interface FormProblem {
  at: "job" | "resumes" | "form";
  /** For people. */
  message: string;
}

/** A reload would lose what is filled in. */
const NOBODY = "Your session has ended. Open this site in another tab, then try again here: " +
  "what you filled in is kept";

/** The problem of the form that an upload failed with. */
export function formProblem(error: unknown): FormProblem {
  if (error instanceof ApiError && error.status === 401) return { at: "form", message: NOBODY };
  const message = error instanceof Error ? error.message : String(error);
  const errors = error instanceof ApiError ? error.problem.errors : undefined;
  const found = errors?.find(({ field }) => field === UPLOAD_FIELDS.job);
  return found ? { at: "job", message: sentence(found.message) } : { at: "form", message };
}

/** The server leaves out the field's name: "must not be empty". */
function sentence(message: string): string {
  return message.startsWith("must ") ? `The job description ${message}` : message;
}
