import { json, type Operation } from "@/lib/api/openapi/operation.ts";
import { criteriaQuery } from "@/lib/api/queries.ts";
import { ifMatchHeaders, userQuery } from "@/lib/api/openapi/parameters.ts";

/** What a job asks for. */
export const criteriaOperations: Operation[] = [
  {
    id: "readCriteria",
    method: "POST",
    path: "/api/v1/resumes/criteria",
    summary: "What a job description asks for, before anything is screened; nothing is stored",
    access: "read",
    query: userQuery,
    body: { type: "application/json", schema: "CriteriaQuestion" },
    successes: { 200: json("The criteria, of version 0", "Criteria") },
    problems: [
      "invalid-user-id",
      "invalid-json",
      "request-timeout",
      "payload-too-large",
      "invalid-field",
    ],
  },
  {
    id: "getCriteria",
    method: "GET",
    path: "/api/v1/resumes/batches/{id}/criteria",
    summary: "By what the resumes of a batch are scored: its latest criteria, or an older version",
    access: "read",
    query: criteriaQuery.extend(userQuery.shape),
    successes: {
      200: {
        ...json("The criteria", "Criteria"),
        headers: { ETag: { description: "The version", schema: { type: "string" } } },
      },
    },
    problems: ["invalid-user-id", "not-found", "invalid-field"],
  },
  {
    id: "putCriteria",
    method: "PUT",
    path: "/api/v1/resumes/batches/{id}/criteria",
    summary:
      "Changes the criteria of a batch: all its resumes are scored again, from what is stored",
    access: "write",
    query: userQuery,
    headers: ifMatchHeaders,
    body: { type: "application/json", schema: "CriteriaEdit" },
    successes: {
      200: {
        ...json("The new version; `scores` events tell how far the scoring is", "Criteria"),
        headers: { ETag: { description: "The version", schema: { type: "string" } } },
      },
    },
    problems: [
      "invalid-user-id",
      "not-found",
      "invalid-json",
      "request-timeout",
      "payload-too-large",
      "invalid-field",
      "conflict",
      "precondition-failed",
      "precondition-required",
    ],
  },
];
