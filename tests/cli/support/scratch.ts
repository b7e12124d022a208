import { type FakeProcess, type Ran, runLine } from "./fake_context.ts";

/** A directory of its own for one test, and a state directory that is not in it. */
export interface Scratch {
  readonly tree: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command line in the directory. */
  run(line: readonly string[], fake?: FakeProcess): Promise<Ran>;
  write(path: string, text: string): void;
  read(path: string): string;
  exists(path: string): boolean;
}

/** A workflow with a file check, a manual gate, a command and an optional item. */
export const SMALL_WORKFLOW = `name: Small
version: "1.0"
settings: { word: works }
phases:
  - id: PLAN
    name: Planning
    notes: ["[tip] Be brief"]
    items:
      - { id: look, name: Look around, required: false }
      - { id: plan, name: Write it, verification: { type: file_exists, path: plan.md } }
      - { id: gate, name: Approve, step_type: gate, verification: { type: manual_gate } }
  - id: BUILD
    name: Building
    items:
      - id: check
        name: Check it
        step_type: gate
        verification: { type: command, command: "grep -q {{word}} result.txt" }
`;

/** Gives a test its scratch directory and removes it afterwards. */
export async function withScratch(test: (scratch: Scratch) => Promise<void>): Promise<void> {
  const root = Deno.realPathSync(Deno.makeTempDirSync());
  const tree = `${root}/tree`;
  Deno.mkdirSync(`${tree}/.git`, { recursive: true });
  Deno.writeTextFileSync(`${tree}/.git/HEAD`, "ref: refs/heads/main\n");
  const env = {
    HOME: `${root}/home`,
    PATH: Deno.env.get("PATH") ?? "",
    XDG_STATE_HOME: `${root}/state`,
  };
  try {
    await test({
      tree,
      env,
      run: (line, fake = {}) => runLine(line, { cwd: tree, ...fake, env: { ...env, ...fake.env } }),
      write: (path, text) => Deno.writeTextFileSync(`${tree}/${path}`, text),
      read: (path) => Deno.readTextFileSync(`${tree}/${path}`),
      exists: (path) => existsAt(`${tree}/${path}`),
    });
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

function existsAt(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
