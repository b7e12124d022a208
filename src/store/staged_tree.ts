import { makeDurableFile } from "./durable_file.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { publish } from "./publish.ts";
import { syncStaged } from "./staged_directory.ts";
import { writeAll } from "./write_all.ts";

/** A file while it is written; its methods throw `io`. */
export interface StagedFile extends Disposable {
  write(bytes: Uint8Array): void;
  /** Says when it was changed last, in seconds since 1970; to be called when all is written. */
  setModified(seconds: number): void;
  sync(): void;
}

/** Makes files at any depth below a stage; directories are made as they are needed. */
export class StagedTree {
  /** Absolute, without a slash at the end. */
  readonly root: string;
  readonly #directories: Set<string> = new Set();

  constructor(root: string) {
    this.root = root;
  }

  /** The absolute path of a name below the root. */
  path(name: string): string {
    return `${this.root}/${name}`;
  }

  /** Makes a file. Throws `io`, `file.not_created`. */
  write(name: string, bytes: Uint8Array, mode = 0o644): void {
    this.#directory(parentOf(name));
    makeDurableFile(this.path(name), bytes, mode);
  }

  /** Begins a file that is written bit by bit. Throws `io`, `file.not_created`. */
  begin(name: string, mode = 0o644): StagedFile {
    this.#directory(parentOf(name));
    const path = this.path(name);
    const file = orFail(path, () => Deno.openSync(path, { write: true, createNew: true, mode }));
    return {
      write: (bytes) => orFail(path, () => writeAll(file, bytes)),
      setModified: (seconds) => orFail(path, () => file.utimeSync(seconds, seconds)),
      sync: () => orFail(path, () => file.syncSync()),
      [Symbol.dispose]: () => file.close(),
    };
  }

  /** Makes a directory, and those above it; the root for an empty name. Throws `file.not_created`. */
  makeDirectory(name: string): void {
    if (name === "") this.#make(this.root);
    else this.#directory(name);
  }

  /** Gives a file or directory another name. Throws `io`, `file.not_created`. */
  move(from: string, to: string): void {
    this.#directory(parentOf(to));
    publish(this.path(from), this.path(to));
  }

  /** Makes all names durable that were given. Throws `io`. */
  sync(): void {
    for (const name of this.#directories) {
      const path = this.path(name);
      if (isDirectory(path)) syncStaged(path);
    }
    syncStaged(this.root);
  }

  #directory(name: string): void {
    if (name === "" || (this.#directories.has(name) && isDirectory(this.path(name)))) return;
    this.#directory(parentOf(name));
    this.#make(this.path(name));
    this.#directories.add(name);
  }

  #make(path: string): void {
    try {
      Deno.mkdirSync(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) {
        throw fail("file.not_created", { path, problem: problemOf(error) });
      }
    }
  }
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

function isDirectory(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch {
    return false;
  }
}

function orFail<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fail("io", { action: "write", path, problem: problemOf(error) });
  }
}
