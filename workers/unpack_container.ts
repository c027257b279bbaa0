import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { Extractor } from "@/lib/extract/extractor.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import type { FileSteps } from "@/lib/batches/file_steps.ts";
import type { ChildIntake } from "@/lib/uploads/child_intake.ts";
import type { Backlog } from "@/lib/users/backlog.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";

export interface UnpackingServices {
  steps: FileSteps;
  children: ChildIntake;
  backlog: Backlog;
  extractor: Pick<Extractor, "unpack">;
  /** Bytes of one file, at most. */
  settings: { maxUploadBytes: number };
}

/** Unpacks a container: what is in it comes into its batch, page by page, and it ends with the last. */
export async function unpackContainer(
  lease: Lease,
  file: BatchFile,
  { bytes, kind, signal }: { bytes: Uint8Array; kind: ContainerKind; signal: AbortSignal },
  { steps, children, backlog, extractor, settings }: UnpackingServices,
): Promise<void> {
  await steps.reach(lease, file, "extracting");
  const maxBytes = settings.maxUploadBytes;
  let accepted = 0;
  for (let from: number | null = 0; from !== null;) {
    // What a small upload unpacks to is admitted as what is uploaded.
    await backlog.admit(file.user);
    const page = await extractor.unpack(bytes, kind, { from, maxBytes, signal });
    accepted = await children.add(lease, file, { ...page, from, accepted });
    from = page.next;
  }
}
