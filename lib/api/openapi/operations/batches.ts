import { TABLE_COLUMNS } from "@/lib/api/answers/result_table.ts";
import { json, type Operation, type Success } from "@/lib/api/openapi/operation.ts";
import {
  forceQuery,
  senderHeaders,
  senderRequired,
  uploadHeaders,
  userQuery,
} from "@/lib/api/openapi/parameters.ts";
import { XLSX_TYPE } from "@/lib/http/xlsx/workbook.ts";
import { batchesQuery, deletionQuery, resultsQuery } from "@/lib/api/queries.ts";

const BATCHES = "/api/v1/resumes/batches";
const ofBatch = ["invalid-user-id", "not-found"] as const;

/** Results in each of their formats. */
export const resultsSuccess: Success = {
  description: "The results",
  content: {
    "application/json": "Results",
    "text/csv": {
      schema: {
        type: "string",
        description: `RFC 4180, every cell quoted. The columns: ${
          TABLE_COLUMNS.join(", ")
        }; and two for each requirement`,
      },
    },
    [XLSX_TYPE]: {},
  },
};

/** Uploading resumes, and what becomes of them. */
export const batchOperations: Operation[] = [
  {
    id: "uploadResumes",
    method: "POST",
    path: "/api/v1/resumes/upload",
    summary: "Takes resumes in; they are read and scored in the background",
    access: "write",
    query: userQuery,
    headers: uploadHeaders,
    body: { type: "multipart/form-data", schema: "UploadForm" },
    successes: { 202: json("What became of each file", "UploadAnswer") },
    problems: [
      "invalid-user-id",
      "invalid-multipart",
      "not-found",
      "request-timeout",
      "conflict",
      "payload-too-large",
      "too-many-files",
      "unsupported-media-type",
      "invalid-field",
      "idempotency-key-reused",
      "nothing-accepted",
      "too-many-uploads",
      "too-many-jobs",
    ],
  },
  {
    id: "listBatches",
    method: "GET",
    path: BATCHES,
    summary: "The user's batches, newest first",
    access: "read",
    query: batchesQuery.extend(userQuery.shape),
    successes: { 200: json("A page of them", "BatchPage") },
    problems: ["invalid-user-id", "invalid-field"],
  },
  {
    id: "getBatch",
    method: "GET",
    path: `${BATCHES}/{id}`,
    summary: "A batch with its files",
    access: "read",
    query: userQuery,
    successes: { 200: json("The batch", "Batch") },
    problems: ofBatch,
  },
  {
    id: "updateBatch",
    method: "PATCH",
    path: `${BATCHES}/{id}`,
    summary: "Gives a batch another title",
    access: "write",
    query: userQuery,
    body: { type: "application/json", schema: "BatchUpdate" },
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "invalid-json", "request-timeout", "payload-too-large", "invalid-field"],
  },
  {
    id: "deleteBatch",
    method: "DELETE",
    path: `${BATCHES}/{id}`,
    summary: "Deletes a batch with all that belongs to it. Again it changes nothing",
    access: "write",
    query: deletionQuery.extend(userQuery.shape),
    successes: { 200: json("Whether there was one", "BatchDeletion") },
    problems: [...ofBatch, "conflict", "invalid-field"],
  },
  {
    id: "getResults",
    method: "GET",
    path: `${BATCHES}/{id}/results`,
    summary:
      "The ranked results of a batch, best first, with all that explains them; in tables all files",
    access: "read",
    query: resultsQuery.extend(userQuery.shape),
    successes: { 200: resultsSuccess },
    problems: [...ofBatch, "invalid-field", "conflict", "network-quota"],
  },
  {
    id: "closeBatch",
    method: "POST",
    path: `${BATCHES}/{id}/close`,
    summary: "No more files will come. Again it changes nothing",
    access: "write",
    query: forceQuery,
    headers: senderHeaders,
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "conflict", "batch-being-sent", "invalid-field"],
  },
  {
    id: "cancelBatch",
    method: "POST",
    path: `${BATCHES}/{id}/cancel`,
    summary: "Ends every file that has not ended. Of an ended batch it changes nothing",
    access: "write",
    query: forceQuery,
    headers: senderHeaders,
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "conflict", "batch-being-sent", "invalid-field"],
  },
  {
    id: "liftBlind",
    method: "POST",
    path: `${BATCHES}/{id}/blind/lift`,
    summary: "Shows the names of a blind batch again, for good. Of another it changes nothing",
    access: "write",
    query: userQuery,
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "conflict"],
  },
  {
    id: "reopenBatch",
    method: "POST",
    path: `${BATCHES}/{id}/reopen`,
    summary: "Has an ended or closed batch take files again, as a run of the new files only",
    access: "write",
    query: userQuery,
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "conflict"],
  },
  {
    id: "renewSender",
    method: "POST",
    path: `${BATCHES}/{id}/sender`,
    summary: "A page says that it is sending files into the batch, or still is",
    access: "write",
    query: userQuery,
    headers: senderRequired,
    successes: { 200: json("The batch", "BatchSummary") },
    problems: [...ofBatch, "conflict", "batch-being-sent", "invalid-field"],
  },
  {
    id: "retryBatch",
    method: "POST",
    path: `${BATCHES}/{id}/retry`,
    summary: "Starts a new run with the files that failed or were cancelled",
    access: "write",
    query: userQuery,
    successes: { 200: json("The batch, in its new run", "BatchSummary") },
    problems: [...ofBatch, "conflict", "too-many-jobs"],
  },
  {
    id: "retryFile",
    method: "POST",
    path: `${BATCHES}/{id}/files/{file}/retry`,
    summary: "Starts a new run of an ended batch with one file that failed or was cancelled",
    access: "write",
    query: userQuery,
    successes: { 200: json("The batch, in its new run", "BatchSummary") },
    problems: [...ofBatch, "conflict", "too-many-jobs"],
  },
];
