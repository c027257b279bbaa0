/** Thrown inside `FilePart.content` of `readMultipart`, which turns it into `rejected(file, "too_large")`. */
export class FileTooLarge extends Error {
  override name = "FileTooLarge";
}
