import { type Operation, text } from "@/lib/api/openapi/operation.ts";

/** What a server says of itself. */
export const serverOperations: Operation[] = [
  {
    id: "getOpenapi",
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "This document",
    access: "public",
    successes: {
      200: {
        description: "OpenAPI 3.1",
        content: { "application/json": { schema: { type: "object" } } },
        headers: { ETag: { description: "Of this version", schema: { type: "string" } } },
      },
      304: { description: "The version that If-None-Match names" },
    },
  },
  {
    id: "getLiveness",
    method: "GET",
    path: "/healthz",
    summary: "Whether the process answers",
    access: "public",
    successes: { 200: text("It does") },
  },
  {
    id: "getReadiness",
    method: "GET",
    path: "/readyz",
    summary: "Whether to send requests here: not while draining, nor where nothing can be stored",
    access: "public",
    successes: { 200: text("Ready"), 503: text("Draining") },
    problems: ["unavailable"],
  },
  {
    id: "getMetrics",
    method: "GET",
    path: "/metrics",
    summary: "What this process counts, for Prometheus",
    description: "For everybody where METRICS is public.",
    access: "admin",
    successes: { 200: text("Metrics") },
  },
];
