import { init } from "@embedpdf/pdfium";

/** The most WebAssembly memory that a document may take, in bytes; usual resumes need 20 to 60 MB. */
export const MAX_WASM_BYTES = 256 * 1024 * 1024;

type Pointer = number;

/** The functions of PDFium that we call, by their own names; booleans are 0 and 1, texts are pointers. */
export interface PdfiumExports {
  memory: WebAssembly.Memory;
  malloc(bytes: number): Pointer;
  free(pointer: Pointer): void;
  FPDF_LoadMemDocument(data: Pointer, bytes: number, password: Pointer): Pointer;
  FPDF_GetLastError(): number;
  FPDF_GetPageCount(document: Pointer): number;
  FPDF_CloseDocument(document: Pointer): void;
  FPDF_LoadPage(document: Pointer, index: number): Pointer;
  FPDF_ClosePage(page: Pointer): void;
  FPDFPage_GetAnnotCount(page: Pointer): number;
  FPDFPage_GetAnnot(page: Pointer, index: number): Pointer;
  FPDFPage_CloseAnnot(annotation: Pointer): void;
  FPDFAnnot_GetSubtype(annotation: Pointer): number;
  FPDFAnnot_GetRect(annotation: Pointer, rect: Pointer): number;
  FPDFAnnot_GetAP(annotation: Pointer, mode: number, text: Pointer, bytes: number): number;
  FPDFAnnot_GetStringValue(
    annotation: Pointer,
    key: Pointer,
    text: Pointer,
    bytes: number,
  ): number;
  FPDFAnnot_GetLink(annotation: Pointer): Pointer;
  FPDFLink_GetAction(link: Pointer): Pointer;
  FPDFAction_GetURIPath(document: Pointer, action: Pointer, text: Pointer, bytes: number): number;
  FPDFDoc_GetAttachmentCount(document: Pointer): number;
  FPDF_GetXFAPacketCount(document: Pointer): number;
  FPDFPage_Flatten(page: Pointer, usage: number): number;
  FPDF_GetPageBoundingBox(page: Pointer, rect: Pointer): number;
  FPDFPage_CountObjects(page: Pointer): number;
  FPDFPage_GetObject(page: Pointer, index: number): Pointer;
  FPDFPageObj_GetType(object: Pointer): number;
  FPDFPageObj_GetBounds(
    object: Pointer,
    left: Pointer,
    bottom: Pointer,
    right: Pointer,
    top: Pointer,
  ): number;
  FPDFPageObj_GetFillColor(object: Pointer, r: Pointer, g: Pointer, b: Pointer, a: Pointer): number;
  FPDFPageObj_GetStrokeWidth(object: Pointer, width: Pointer): number;
  FPDFPageObj_HasTransparency(object: Pointer): number;
  FPDFPageObj_SetIsActive(object: Pointer, active: number): number;
  FPDFPageObj_GetClipPath(object: Pointer): Pointer;
  FPDFClipPath_CountPaths(clip: Pointer): number;
  FPDFClipPath_CountPathSegments(clip: Pointer, path: number): number;
  FPDFClipPath_GetPathSegment(clip: Pointer, path: number, segment: number): Pointer;
  FPDFPathSegment_GetPoint(segment: Pointer, x: Pointer, y: Pointer): number;
  FPDFPageObj_CountMarks(object: Pointer): number;
  FPDFPageObj_GetMark(object: Pointer, index: number): Pointer;
  FPDFPageObjMark_GetName(mark: Pointer, name: Pointer, bytes: number, needed: Pointer): number;
  FPDFPageObj_GetMatrix(object: Pointer, matrix: Pointer): number;
  FPDFPath_CountSegments(object: Pointer): number;
  FPDFPath_GetDrawMode(object: Pointer, fill: Pointer, stroke: Pointer): number;
  FPDFFormObj_CountObjects(object: Pointer): number;
  FPDFFormObj_GetObject(object: Pointer, index: number): Pointer;
  FPDFTextObj_GetTextRenderMode(object: Pointer): number;
  FPDFTextObj_GetFont(object: Pointer): Pointer;
  FPDFFont_GetIsEmbedded(font: Pointer): number;
  FPDF_GetPageWidthF(page: Pointer): number;
  FPDF_GetPageHeightF(page: Pointer): number;
  FPDF_PageToDevice(
    page: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    x: number,
    y: number,
    deviceX: Pointer,
    deviceY: Pointer,
  ): number;
  /** Writes width and height, two floats, to `size`. */
  FPDF_GetPageSizeByIndexF(document: Pointer, index: number, size: Pointer): number;
  FPDFBitmap_CreateEx(
    width: number,
    height: number,
    format: number,
    buffer: Pointer,
    stride: number,
  ): Pointer;
  FPDFBitmap_FillRect(
    bitmap: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    color: number,
  ): number;
  FPDFBitmap_GetBuffer(bitmap: Pointer): Pointer;
  /** Bytes from one row to the next. */
  FPDFBitmap_GetStride(bitmap: Pointer): number;
  FPDFBitmap_Destroy(bitmap: Pointer): void;
  FPDF_RenderPageBitmap(
    bitmap: Pointer,
    page: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
  FPDFText_LoadPage(page: Pointer): Pointer;
  FPDFText_ClosePage(text: Pointer): void;
  FPDFText_CountChars(text: Pointer): number;
  FPDFText_GetUnicode(text: Pointer, index: number): number;
  FPDFText_IsGenerated(text: Pointer, index: number): number;
  FPDFText_HasUnicodeMapError(text: Pointer, index: number): number;
  FPDFText_GetTextObject(text: Pointer, index: number): Pointer;
  FPDFText_GetFontSize(text: Pointer, index: number): number;
  FPDFText_GetMatrix(text: Pointer, index: number, matrix: Pointer): number;
  FPDFText_GetLooseCharBox(text: Pointer, index: number, rect: Pointer): number;
  FPDFText_GetCharBox(
    text: Pointer,
    index: number,
    left: Pointer,
    right: Pointer,
    bottom: Pointer,
    top: Pointer,
  ): number;
  FPDFText_GetCharOrigin(text: Pointer, index: number, x: Pointer, y: Pointer): number;
}

/**
 * Starts PDFium; wants no permission. Its memory can't grow past MAX_WASM_BYTES:
 * a document that asks for more ends with a RuntimeError, and the instance is then unusable.
 */
export async function loadPdfium(compiled: WebAssembly.Module): Promise<PdfiumExports> {
  // The glue takes a global `process` for Node and would then ask for the file system.
  Reflect.deleteProperty(globalThis, "process");
  const loaded: { exports?: PdfiumExports } = {};
  const overrides = {
    // It talks when it runs out of memory; that comes back as an error anyway.
    printErr: () => {},
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      capMemory(imports, loaded);
      const instance = new WebAssembly.Instance(compiled, imports);
      // The library types only its slow wrappers; the exports are the same functions without them.
      loaded.exports = instance.exports as unknown as PdfiumExports;
      done(instance);
      return instance.exports;
    },
  };
  const glue = await init(overrides);
  glue.PDFiumExt_Init();
  if (loaded.exports === undefined) throw new Error('Cannot load "pdfium": it has no exports');
  return loaded.exports;
}

function capMemory(imports: WebAssembly.Imports, loaded: { exports?: PdfiumExports }): void {
  const grow = imports.env.emscripten_resize_heap;
  if (typeof grow !== "function") throw new Error('Cannot load "pdfium": no resize hook');
  imports.env.emscripten_resize_heap = (bytes: number) => {
    if (loaded.exports === undefined || bytes >>> 0 > MAX_WASM_BYTES) return 0;
    return grow(bytes);
  };
}
