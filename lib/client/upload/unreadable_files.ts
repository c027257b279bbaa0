/** Those of `indices` whose files can't be read any more: they were moved, changed or deleted. */
export async function unreadableOf(
  indices: readonly number[],
  files: readonly Blob[],
): Promise<number[]> {
  const readable = await Promise.all(indices.map((index) => isReadable(files[index])));
  return indices.filter((_, at) => !readable[at]);
}

async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
