import { json, type Operation } from "@/lib/api/openapi/operation.ts";
import { deletionQuery, statusQuery } from "@/lib/api/queries.ts";

/** Where a user's progress stands, from outside and from batches. */
export const progressOperations: Operation[] = [
  {
    id: "getProgress",
    method: "GET",
    path: "/api/v1/sse/progress/status/{user_id}",
    summary: "Where a user's progress stands: the latest unfinished batch, else the latest",
    access: "read",
    query: statusQuery,
    successes: { 200: json("The progress, or null where there is none", "ProgressStatus") },
    problems: ["invalid-user-id", "not-found", "invalid-field"],
  },
  {
    id: "publishProgress",
    method: "POST",
    path: "/api/v1/sse/progress/{user_id}",
    summary: "Publishes an update. One request is one event",
    access: "publish",
    body: { type: "application/json", schema: "ProgressUpdate" },
    successes: { 202: json("The event is in the log", "PublishAnswer") },
    problems: [
      "invalid-user-id",
      "invalid-json",
      "request-timeout",
      "conflict",
      "payload-too-large",
      "invalid-field",
    ],
  },
  {
    id: "forgetUser",
    method: "DELETE",
    path: "/api/v1/sse/progress/{user_id}",
    summary: "Forgets all of a user: jobs, batches, files, results and the log",
    access: "write",
    query: deletionQuery,
    successes: { 200: json("What was deleted; again it is nothing", "CleanupReport") },
    problems: ["invalid-user-id", "invalid-field"],
  },
];
