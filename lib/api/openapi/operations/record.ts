import { json, type Operation, text } from "@/lib/api/openapi/operation.ts";
import { userQuery } from "@/lib/api/openapi/parameters.ts";
import { RECORD_TYPE } from "@/lib/wire/review/record_line.ts";

const BATCH = "/api/v1/resumes/batches/{id}";

/** What is kept to account for decisions. */
export const recordOperations: Operation[] = [
  {
    id: "getRecord",
    method: "GET",
    path: `${BATCH}/record`,
    summary:
      "The record of a batch, whether the batch still is or not; that it was asked for is in it",
    access: "read",
    query: userQuery,
    successes: {
      200: {
        description: "JSON Lines, each a RecordLine; the last is the head",
        content: { [RECORD_TYPE]: "RecordLine" },
      },
    },
    problems: ["invalid-user-id", "not-found", "conflict", "network-quota"],
  },
  {
    id: "getExplanation",
    method: "GET",
    path: `${BATCH}/files/{file}/explanation`,
    summary: "One candidate's sheet for print: what was found, how the score adds up, who decided",
    access: "read",
    query: userQuery,
    successes: { 200: text("HTML without scripts, and nothing of other candidates", "text/html") },
    problems: ["invalid-user-id", "not-found"],
  },
  {
    id: "eraseFile",
    method: "DELETE",
    path: `${BATCH}/files/{file}`,
    summary: "Erases one candidate of an ended batch: bytes, text, result, decisions, old events",
    access: "write",
    query: userQuery,
    successes: { 200: json("Which files are gone; again it is none", "FileErasure") },
    problems: ["invalid-user-id", "not-found", "conflict"],
  },
];
