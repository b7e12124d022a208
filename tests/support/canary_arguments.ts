import { join } from "node:path";

/** The programs that the program under test starts by itself. */
const PROGRAMS = ["git", "sops"] as const;

/** A directory for the front of a search path: what is started from there is kept with its arguments. */
export interface ArgumentRecorder extends Disposable {
  /** The search path with that directory, in which lie the programs that the path has. */
  before(path: string): string;
  /** The arguments of all calls so far, one a line. */
  read(): Uint8Array;
}

/** Makes one; disposing removes it. */
export function recordArguments(): ArgumentRecorder {
  const base = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator-arguments-" }));
  const directory = join(base, "bin");
  const file = join(base, "arguments");
  Deno.mkdirSync(directory);
  Deno.writeTextFileSync(file, "");
  return {
    before(path) {
      for (const program of PROGRAMS) {
        const recorder = join(directory, program);
        if (isFile(recorder) || !path.split(":").some((place) => isFile(join(place, program)))) {
          continue;
        }
        Deno.writeTextFileSync(recorder, recorderOf(program, directory, file), { mode: 0o755 });
      }
      return `${directory}:${path}`;
    },
    read: () => Deno.readFileSync(file),
    [Symbol.dispose]: () => Deno.removeSync(base, { recursive: true }),
  };
}

/** The next program of this name on the search path does the work. */
function recorderOf(program: string, directory: string, file: string): string {
  return `#!/bin/sh
for word in ${program} "$@"; do printf '%s\\n' "$word"; done >>'${file}'
PATH=\${PATH#'${directory}':}
exec ${program} "$@"
`;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
