import type { z } from "zod";
import * as batch from "@/lib/api/openapi/schemas/batch.ts";
import * as criteria from "@/lib/api/openapi/schemas/criteria.ts";
import * as connections from "@/lib/api/openapi/schemas/connections.ts";
import * as decision from "@/lib/api/openapi/schemas/decision.ts";
import * as detail from "@/lib/api/openapi/schemas/file_detail.ts";
import * as job from "@/lib/api/openapi/schemas/job.ts";
import * as page from "@/lib/api/openapi/schemas/page.ts";
import * as problem from "@/lib/api/openapi/schemas/problem.ts";
import * as progress from "@/lib/api/openapi/schemas/progress.ts";
import * as record from "@/lib/api/openapi/schemas/record.ts";
import * as result from "@/lib/api/openapi/schemas/result.ts";
import * as share from "@/lib/api/openapi/schemas/share.ts";
import * as event from "@/lib/api/openapi/schemas/stream_event.ts";
import * as upload from "@/lib/api/openapi/schemas/upload.ts";

/** The named schemas of the document: what operations refer to. */
export const COMPONENTS = {
  AcceptedFile: upload.acceptedFile,
  Batch: batch.batch,
  BatchDeletion: batch.batchDeletion,
  BatchEvent: event.batchEvent,
  BatchFile: batch.batchFile,
  BatchPage: batch.batchPage,
  BatchSummary: batch.batchSummary,
  BatchUpdate: batch.batchUpdate,
  BulkDecision: decision.bulkDecision,
  BulkDecisionAnswer: decision.bulkDecisionAnswer,
  Candidate: result.candidate,
  CleanupReport: progress.cleanupReport,
  Closing: event.closing,
  Connected: event.connected,
  Connections: connections.connections,
  Criteria: criteria.criteria,
  CriteriaEdit: criteria.criteriaEdit,
  CriteriaQuestion: criteria.criteriaQuestion,
  CriteriaRequirement: criteria.criteriaRequirement,
  DecidedFile: decision.decidedFile,
  Decision: decision.decision,
  DecisionEvent: event.decisionEvent,
  DocumentPage: page.documentPage,
  EvidenceBox: page.evidenceBox,
  FieldError: problem.fieldError,
  DecisionUpdate: decision.decisionUpdate,
  FileDetail: detail.fileDetail,
  FileErasure: record.fileErasure,
  FileEvent: event.fileEvent,
  Gate: result.gate,
  InstanceConnections: connections.instanceConnections,
  Job: job.job,
  JobPage: job.jobPage,
  Keepalive: event.keepalive,
  Match: result.match,
  NewShare: share.newShare,
  NothingAccepted: problem.nothingAccepted,
  Part: result.part,
  Problem: problem.problem,
  Progress: progress.progress,
  ProgressStatus: progress.progressStatus,
  ProgressUpdate: progress.progressUpdate,
  PublishAnswer: progress.publishAnswer,
  RankedFile: progress.rankedFile,
  RecordLine: record.recordLine,
  Rejection: upload.rejection,
  RequirementResult: result.requirementResult,
  Reset: event.reset,
  Result: result.result,
  Results: result.results,
  ScoresEvent: event.scoresEvent,
  Sender: batch.sender,
  ShareList: share.shareList,
  ShareRequest: share.shareRequest,
  ShareSummary: share.shareSummary,
  SocketMessage: event.socketMessage,
  UploadAnswer: upload.uploadAnswer,
  UploadForm: upload.uploadForm,
  Warning: result.warning,
} as const satisfies Record<string, z.ZodType>;

export type ComponentName = keyof typeof COMPONENTS;

/** Refers to a component, where a schema is wanted. */
export function refTo(name: ComponentName): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** The name of a component's schema. */
export function nameOf(schema: z.ZodType): ComponentName {
  const found = Object.entries(COMPONENTS).find(([, component]) => component === schema);
  if (!found) throw new Error("Cannot name a schema: it is no component");
  return found[0] as ComponentName;
}
