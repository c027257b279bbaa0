import { json, type Operation, text } from "@/lib/api/openapi/operation.ts";
import { ifMatchHeaders, userQuery } from "@/lib/api/openapi/parameters.ts";

const BATCH = "/api/v1/resumes/batches/{id}";
const FILE = `${BATCH}/files/{file}`;
const ofBatch = ["invalid-user-id", "not-found"] as const;
const ofBody = [
  "invalid-json",
  "request-timeout",
  "payload-too-large",
  "invalid-field",
] as const;

/** Of the version of a decision. */
const etag = {
  ETag: { description: "The decision's version; 0 before the first", schema: { type: "string" } },
};

/** Looking at one candidate, and deciding. */
export const decisionOperations: Operation[] = [
  {
    id: "getFile",
    method: "GET",
    path: FILE,
    summary: "A file with its result and all that was decided about it",
    access: "read",
    query: userQuery,
    successes: { 200: { ...json("The file", "FileDetail"), headers: etag } },
    problems: ofBatch,
  },
  {
    id: "getDocument",
    method: "GET",
    path: `${FILE}/document`,
    summary: "The document as it came, as an attachment of its own media type",
    access: "read",
    query: userQuery,
    successes: { 200: { description: "The bytes", content: { "*/*": {} } } },
    problems: [...ofBatch, "blind"],
  },
  {
    id: "getText",
    method: "GET",
    path: `${FILE}/text`,
    summary: "The text that was read of the document",
    access: "read",
    query: userQuery,
    successes: { 200: text("UTF-8, in lines") },
    problems: ofBatch,
  },
  {
    id: "putDecision",
    method: "PUT",
    path: `${FILE}/decision`,
    summary: "Decides about a file that has ended; every change is kept",
    description: "Put again, the same changes nothing. To undo, put the earlier one.",
    access: "write",
    query: userQuery,
    headers: ifMatchHeaders,
    body: { type: "application/json", schema: "DecisionUpdate" },
    successes: { 200: { ...json("The decision", "Decision"), headers: etag } },
    problems: [...ofBatch, ...ofBody, "conflict", "precondition-failed"],
  },
  {
    id: "decideMany",
    method: "POST",
    path: `${BATCH}/decisions`,
    summary: "Decides the same about many files, each by itself",
    access: "write",
    query: userQuery,
    body: { type: "application/json", schema: "BulkDecision" },
    successes: { 200: json("What became of each file", "BulkDecisionAnswer") },
    problems: [...ofBatch, ...ofBody],
  },
];
