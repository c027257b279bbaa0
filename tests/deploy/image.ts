import { dirname, join } from "node:path";
import { cp, mkdir } from "node:fs/promises";

const ROOT = new URL("../..", import.meta.url).pathname;

/** One line of a Dockerfile. */
interface Instruction {
  name: string;
  text: string;
}

/** What a Dockerfile makes of this working copy, in a folder that stands for its `WORKDIR`. */
export class Image implements AsyncDisposable {
  readonly folder: string;
  readonly #instructions: Instruction[];
  readonly #deno: string;

  private constructor(folder: string, instructions: Instruction[], deno: string) {
    this.folder = folder;
    this.#instructions = instructions;
    this.#deno = deno;
  }

  /** Carries out each COPY and each RUN, in their order. */
  static async build(dockerfile: string): Promise<Image> {
    const folder = await Deno.makeTempDir({ prefix: "image_" });
    const bin = await Deno.makeTempDir({ prefix: "image_bin_" });
    await Deno.symlink(Deno.execPath(), join(bin, "deno"));
    const image = new Image(folder, await read(dockerfile), bin);
    for (const { name, text } of image.#instructions) {
      if (name === "COPY") await image.#copy(text.split(/\s+/).filter((it) => !/^--/.test(it)));
      if (name === "RUN") await image.#run(text);
    }
    return image;
  }

  /** The arguments of an instruction in JSON, such as `CMD ["run"]`. */
  argumentsOf(name: string): string[] {
    const { text } = this.#instructions.find((it) => it.name === name)!;
    return JSON.parse(text.slice(text.indexOf("[")));
  }

  /** A command in the image, with nothing cached and no way to the registries. */
  command(args: string[], env: Record<string, string>): Deno.Command {
    return new Deno.Command(Deno.execPath(), {
      args,
      cwd: this.folder,
      env: {
        DENO_DIR: join(this.#deno, "empty"),
        NPM_CONFIG_REGISTRY: "http://127.0.0.1:1",
        JSR_URL: "http://127.0.0.1:1",
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
    await Deno.remove(this.#deno, { recursive: true });
  }

  async #copy(paths: string[]): Promise<void> {
    const target = join(this.folder, paths.pop()!);
    for (const source of paths) {
      const isFolder = (await Deno.stat(join(ROOT, source))).isDirectory;
      const to = isFolder ? target : join(target, source.split("/").pop()!);
      await mkdir(dirname(to), { recursive: true });
      await cp(join(ROOT, source), to, { recursive: true });
    }
  }

  /** There is neither its user nor its folder here; and its deno is this one. */
  async #run(line: string): Promise<void> {
    const own = line.replaceAll("deno:deno", `${Deno.uid()}`).replaceAll("/app", this.folder);
    const { success, stderr } = await new Deno.Command("sh", {
      args: ["-ec", own],
      cwd: this.folder,
      env: { PATH: `${this.#deno}:${Deno.env.get("PATH")}` },
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(`Cannot run "${line}": ${new TextDecoder().decode(stderr)}`);
  }
}

async function read(path: string): Promise<Instruction[]> {
  const text = await Deno.readTextFile(join(ROOT, path));
  return text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const [name] = line.split(" ", 1);
    return { name, text: line.slice(name.length + 1) };
  });
}
