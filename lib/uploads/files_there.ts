import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import { fingerprint, type RefusedFile, type StoredFile } from "@/lib/uploads/given_file.ts";

/** Those of the given files that the batch has. Whatever adds one rewrites the batch, which is checked: what is read can't be outdated. */
export async function filesThere(
  tx: LogTransaction,
  { user, id }: Batch,
  given: (StoredFile | RefusedFile)[],
): Promise<Map<string, BatchFile>> {
  const prints = given.map(fingerprint);
  const ids = await tx.peekMany<string>(prints.map((print) => keys.fileByPrint(user, id, print)));
  const known = prints.flatMap((print, i) => ids[i] === null ? [] : [{ print, file: ids[i] }]);
  const files = await tx.peekMany<BatchFile>(known.map(({ file }) => keys.file(user, id, file)));
  return new Map(known.flatMap(({ print }, i) => files[i] ? [[print, files[i]]] : []));
}
