import { events } from "@/lib/api/openapi/operations/streams.ts";
import { json, type Operation, text } from "@/lib/api/openapi/operation.ts";
import { ifMatchHeaders, streamHeaders, userQuery } from "@/lib/api/openapi/parameters.ts";
import { resultsSuccess } from "@/lib/api/openapi/operations/batches.ts";
import { ofPage, pageDescription, pageSuccess } from "@/lib/api/openapi/operations/decisions.ts";
import { pageQuery, resultsQuery, streamQuery } from "@/lib/api/queries.ts";

const SHARES = "/api/v1/resumes/batches/{id}/shares";
const SHARED = "/api/v1/shared/{share}";
const FILE = `${SHARED}/files/{file}`;
const ofBatch = ["invalid-user-id", "not-found"] as const;
const ofBody = ["invalid-json", "request-timeout", "payload-too-large", "invalid-field"] as const;

/** Links by which others see a batch, and what they see by them. */
export const shareOperations: Operation[] = [
  {
    id: "createShare",
    method: "POST",
    path: SHARES,
    summary: "Makes a link to a batch, for whoever has it",
    access: "write",
    query: userQuery,
    body: { type: "application/json", schema: "ShareRequest" },
    successes: { 201: json("The link", "NewShare") },
    problems: [...ofBatch, ...ofBody, "conflict"],
  },
  {
    id: "listShares",
    method: "GET",
    path: SHARES,
    summary: "The links to a batch",
    access: "read",
    query: userQuery,
    successes: { 200: json("The links", "ShareList") },
    problems: ofBatch,
  },
  {
    id: "revokeShare",
    method: "DELETE",
    path: `${SHARES}/{share}`,
    summary: "Ends a link, with the streams that are open by it. Again it changes nothing",
    access: "write",
    query: userQuery,
    successes: { 200: json("The link as it ended", "ShareSummary") },
    problems: [...ofBatch, "conflict"],
  },
  {
    id: "getSharedBatch",
    method: "GET",
    path: `${SHARED}/batch`,
    summary: "The batch that a link shows, with its files",
    description:
      'Here and below the owner is "shared"; where the link is blind, a file is called ' +
      '"Candidate 12", and what tells whose it is is hidden as far as it is recognised.',
    access: "share",
    successes: { 200: json("The batch", "Batch") },
  },
  {
    id: "getSharedResults",
    method: "GET",
    path: `${SHARED}/results`,
    summary: "Its results, best first",
    access: "share",
    query: resultsQuery,
    successes: { 200: resultsSuccess },
    problems: ["invalid-field", "conflict", "network-quota"],
  },
  {
    id: "getSharedStatus",
    method: "GET",
    path: `${SHARED}/status`,
    summary: "Where it stands",
    access: "share",
    successes: { 200: json("Its progress", "ProgressStatus") },
  },
  {
    id: "streamShared",
    method: "GET",
    path: `${SHARED}/stream`,
    summary: "Its event stream, until the link ends",
    access: "share",
    query: streamQuery,
    headers: streamHeaders,
    successes: {
      200: {
        description: "The stream; it ends with `closing`",
        content: { "text/event-stream": { schema: { type: "string" }, "x-events": events } },
      },
    },
    problems: ["invalid-field", "too-many-streams", "network-quota", "at-capacity"],
  },
  {
    id: "getSharedFile",
    method: "GET",
    path: FILE,
    summary: "A file of it, with its result and all that was decided about it",
    access: "share",
    successes: { 200: json("The file", "FileDetail") },
  },
  {
    id: "getSharedText",
    method: "GET",
    path: `${FILE}/text`,
    summary: "The text that was read of a document",
    access: "share",
    successes: { 200: text("UTF-8, in lines") },
  },
  {
    id: "getSharedDocument",
    method: "GET",
    path: `${FILE}/document`,
    summary: "The document as it came; 403 where the link is blind",
    access: "share",
    successes: { 200: { description: "The bytes", content: { "*/*": {} } } },
    problems: ["blind"],
  },
  {
    id: "getSharedPage",
    method: "GET",
    path: `${FILE}/pages/{page}`,
    summary: "A page of a document, or the evidence found on it; 403 where the link is blind",
    description: pageDescription,
    access: "share",
    query: pageQuery,
    successes: { 200: pageSuccess },
    problems: ofPage,
  },
  {
    id: "putSharedDecision",
    method: "PUT",
    path: `${FILE}/decision`,
    summary: "Decides about a file; 403 where the link is for reading",
    access: "share",
    headers: ifMatchHeaders,
    body: { type: "application/json", schema: "DecisionUpdate" },
    successes: { 200: json("The decision", "Decision") },
    problems: [...ofBody, "conflict", "precondition-failed"],
  },
];
