/** Why a file of a container comes without its bytes. */
export const UNPACK_FAULTS = ["too_large", "damaged"] as const;
export type UnpackFault = typeof UNPACK_FAULTS[number];

/** One file of a container. */
export interface UnpackedFile {
  name: string;
  /** Bytes. */
  size: number;
  /** Empty where there is a fault. */
  content: Uint8Array;
  fault: UnpackFault | null;
}

/** Some files of a container, in their order. */
export interface UnpackedPage {
  files: UnpackedFile[];
  /** Where the next page begins; null at the end. */
  next: number | null;
}
