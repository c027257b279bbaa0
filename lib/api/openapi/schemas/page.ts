import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import type { DocumentPage, EvidenceBox } from "@/lib/wire/review/page.ts";

const share = z.number().min(0).max(1);

export const evidenceBox = exactly<EvidenceBox>()(
  z.object({
    requirement: z.int().min(0).describe("Its place among the result's requirements, from 0"),
    evidence_line: z.int().min(1),
    x: share,
    y: share,
    w: share,
    h: share,
  }).describe("Shares of the page's width and height, from its upper left"),
);

export const documentPage = exactly<DocumentPage>()(z.object({
  page: z.int().min(1),
  pages: z.int().min(1),
  width: z.number().describe("In points, or a picture's own pixels"),
  height: z.number(),
  boxes: z.array(evidenceBox),
}));
