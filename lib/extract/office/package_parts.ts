import { type XmlHandler, XmlReader } from "@/lib/extract/office/xml_reader.ts";
import type { ZipArchive } from "@/lib/extract/office/zip_archive.ts";

/** What a part of a document points to. */
export interface Relationship {
  /** The last word of its type: "header", "hyperlink", ... */
  type: string;
  /** The name of an entry, or the address of what lies outside. */
  target: string;
}

/** Relationships by their ids, in the order of the file. */
export type Relationships = ReadonlyMap<string, Relationship>;

/** A package's parts: what they are and how they hang together (ECMA-376 part 2, OPC). */
export class PackageParts {
  readonly #archive: ZipArchive;
  readonly #types: Map<string, string>;

  private constructor(archive: ZipArchive, types: Map<string, string>) {
    this.#archive = archive;
    this.#types = types;
  }

  /** @throws {ExtractionError} corrupt */
  static async open(archive: ZipArchive): Promise<PackageParts> {
    const types = new Map<string, string>();
    await readXml(archive, "[Content_Types].xml", (name, attribute) => {
      const key = name === "Override" ? attribute("PartName") : `.${attribute("Extension")}`;
      if (name === "Override" || name === "Default") {
        types.set(`${key}`.toLowerCase().replace(/^\//, ""), attribute("ContentType") ?? "");
      }
    });
    return new PackageParts(archive, types);
  }

  /** What a part says it is; empty where it says nothing. */
  typeOf(part: string): string {
    const name = part.toLowerCase();
    const ending = name.slice(name.lastIndexOf("."));
    return this.#types.get(name) ?? this.#types.get(ending) ?? "";
  }

  /** The relationships of a part, or of the package where it is "". */
  async relationshipsOf(part: string): Promise<Relationships> {
    const slash = part.lastIndexOf("/") + 1;
    const folder = part.slice(0, slash);
    const found = new Map<string, Relationship>();
    await readXml(
      this.#archive,
      `${folder}_rels/${part.slice(slash)}.rels`,
      (name, attribute) => {
        if (name !== "Relationship") return;
        const type = attribute("Type") ?? "";
        const target = attribute("Target") ?? "";
        const outside = attribute("TargetMode") === "External";
        found.set(attribute("Id") ?? `${found.size}`, {
          type: type.slice(type.lastIndexOf("/") + 1),
          target: outside ? target : this.#entry(folder, target),
        });
      },
    );
    return found;
  }

  /** An entry's name as the zip writes it: packages are not strict about case and slashes. */
  #entry(folder: string, target: string): string {
    const path = resolved(folder, target.replaceAll("\\", "/"));
    if (this.#archive.has(path)) return path;
    const lower = path.toLowerCase();
    return this.#archive.names().find((name) => name.toLowerCase() === lower) ?? path;
  }
}

function resolved(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}

async function readXml(
  archive: ZipArchive,
  name: string,
  open: XmlHandler["open"],
): Promise<void> {
  if (!archive.has(name)) return;
  const reader = new XmlReader({ open, close() {}, text() {} });
  await archive.read(name, (piece) => reader.write(piece));
  reader.close();
}
