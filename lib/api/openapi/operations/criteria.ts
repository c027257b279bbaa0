import { json, type Operation } from "@/lib/api/openapi/operation.ts";
import { userQuery } from "@/lib/api/openapi/parameters.ts";

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
];
