import { json, type Operation, type Success, text } from "@/lib/api/openapi/operation.ts";
import { ifMatchHeaders, userQuery } from "@/lib/api/openapi/parameters.ts";
import { pageQuery } from "@/lib/api/queries.ts";

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

export const ofPage = [
  "blind",
  "no-pages",
  "invalid-field",
  "page-unreadable",
  "too-many-pages",
] as const;
export const pageDescription = "Drawn from the document each time, in a sandbox. no-pages is the " +
  "answer of kinds without pages, such as DOCX.";
/** What of a page is asked for, its name says. */
export const pageSuccess: Success = {
  description: "The picture (`1.png`), or its size and boxes (`1.json`)",
  content: {
    "image/png": { schema: { type: "string", contentEncoding: "binary" } },
    "application/json": "DocumentPage",
  },
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
    id: "getPage",
    method: "GET",
    path: `${FILE}/pages/{page}`,
    summary: "A page of the document as a picture, or the evidence found on it",
    description: pageDescription,
    access: "read",
    query: userQuery.extend(pageQuery.shape),
    successes: { 200: pageSuccess },
    problems: [...ofBatch, ...ofPage],
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
