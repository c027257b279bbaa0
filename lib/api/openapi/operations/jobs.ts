import { json, type Operation } from "@/lib/api/openapi/operation.ts";
import { userQuery } from "@/lib/api/openapi/parameters.ts";
import { jobsQuery } from "@/lib/api/queries.ts";

/** The jobs of all users, for operators. */
export const jobOperations: Operation[] = [
  {
    id: "listJobs",
    method: "GET",
    path: "/api/v1/jobs",
    summary: "The jobs of all users in one state",
    access: "admin",
    query: jobsQuery,
    successes: { 200: json("A page of them", "JobPage") },
    problems: ["invalid-field"],
  },
  {
    id: "retryJob",
    method: "POST",
    path: "/api/v1/jobs/{id}/retry",
    summary: "Starts a new run of a batch with the one file whose job was given up",
    access: "admin",
    query: userQuery,
    successes: { 202: json("The batch, in its new run", "BatchSummary") },
    problems: ["invalid-user-id", "not-found", "conflict"],
  },
];
