/** A picture in colour, as the rows that a PNG is made of. */
export interface ColorPicture {
  width: number;
  height: number;
  /** For each row from the top the number of its filter, then 3 bytes a pixel. */
  scanlines: Uint8Array<ArrayBuffer>;
}
