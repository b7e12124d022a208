import { join } from "node:path";

/** A repository to measure in, with a user of its own so that nothing else is read or written. */
export interface Repository {
  /** Where programs run. */
  readonly root: string;
  /** All variables that programs see. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts repository and user back as they were when they were kept; to be done before timing. */
  restore(): void;
}

/**
 * Makes a directory with an empty git repository and a user's directories, lets `fill` make of it
 * what is to be measured, and keeps a copy for {@link Repository.restore}.
 */
export async function makeRepository(
  directory: string,
  fill: (repository: Repository) => void | Promise<void>,
): Promise<Repository> {
  const used = join(directory, "used");
  const kept = join(directory, "kept");
  const root = join(used, "repository");
  const user = join(used, "user");
  Deno.mkdirSync(root, { recursive: true });
  Deno.mkdirSync(user);
  makeGit(root);
  const repository: Repository = {
    root,
    environment: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: user,
      XDG_CONFIG_HOME: join(user, "config"),
      XDG_STATE_HOME: join(user, "state"),
      XDG_CACHE_HOME: join(user, "cache"),
    },
    restore() {
      Deno.removeSync(used, { recursive: true });
      copyTree(kept, used);
    },
  };
  await fill(repository);
  copyTree(used, kept);
  return repository;
}

/** Copies files and directories, and waits until the disk has them: a timed run must not. */
export function copyTree(from: string, to: string): void {
  Deno.mkdirSync(to);
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (isDirectory) copyTree(source, target);
    else copyFile(source, target);
  }
}

function copyFile(from: string, to: string): void {
  Deno.copyFileSync(from, to);
  using file = Deno.openSync(to, { write: true });
  file.syncSync();
}

/** The least that the program takes for a git repository, made without git. */
function makeGit(root: string): void {
  const git = join(root, ".git");
  for (const name of ["objects", "refs/heads"]) {
    Deno.mkdirSync(join(git, name), { recursive: true });
  }
  Deno.writeTextFileSync(join(git, "HEAD"), "ref: refs/heads/main\n");
  Deno.writeTextFileSync(
    join(git, "config"),
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n",
  );
}
