import type { Documents } from "./crash_documents.ts";
import type { Slot } from "./crash_slot.ts";

/** One command that is crashed at every step, and what has to hold around it. */
export interface Scenario {
  /** Title of its table. */
  readonly name: string;
  /** Makes the state before the command, with the program itself. */
  readonly prepare: (slot: Slot) => Promise<void>;
  /** The command line. */
  readonly args: readonly string[];
  /** What is run next where the state is still that before; it must bring the state after. */
  readonly retry: readonly string[];
  /** What is run next where the state is that after; it must succeed. */
  readonly follow: readonly string[];
  /** Another state after, for a command that exits with 0 and says these words on stderr. */
  readonly degraded?: {
    readonly documents: (after: Documents) => Documents;
    readonly words: string;
  };
  /**
   * A command that finishes what was cut off and changes nothing else, for one that moves files of the
   * user: those are compared only after it, everything that readers print before it too.
   */
  readonly settle?: readonly string[];
  /** A reader of what the usual documents do not show; what it prints is compared too. */
  readonly reader?: readonly string[];
  /** On stdout of a command that could not store its work and goes on without: then 0 is right. */
  readonly saysInstead?: string;
  /** It looks whether all is well, and may say by its exit code that something is not. */
  readonly checks?: true;
  /** Of calls that repeat, so many of the first and of the last are crashed; all without it. */
  readonly sample?: number;
  /** What must hold in every state; returns what does not. */
  readonly always?: (slot: Slot) => readonly string[];
}

/** A workflow of two phases with items that need nothing but to be completed. */
export const PLAIN_WORKFLOW = `name: Crash
version: "1.0"
phases:
  - id: PLAN
    name: Plan
    items:
      - { id: first, name: First, required: false }
      - { id: second, name: Second, required: false }
  - id: BUILD
    name: Build
    items:
      - { id: third, name: Third, required: false }
`;

/** The same with an item that a command checks, so that there is something to grant. */
export const CHECKED_WORKFLOW = `${PLAIN_WORKFLOW}      - id: fourth
        name: Fourth
        verification: { type: command, command: "true" }
`;

/** Runs a command that belongs to the preparation: it must succeed. */
export async function prepared(slot: Slot, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await slot.run([...args, "--json"]);
  if (code !== 0) {
    throw new Error(`Cannot prepare: ${args.join(" ")}: exit ${code}\n${stderr}${stdout}`);
  }
  return stdout;
}

/** Makes an empty git repository. */
export async function makeRepository(slot: Slot, workflow: string | null): Promise<void> {
  const { code, stderr } = await slot.spawn(["git", "init", "-q", "--template=", "-b", "main", "."])
    .ended;
  if (code !== 0) throw new Error(`Cannot prepare: git init: ${stderr}`);
  Deno.writeTextFileSync(`${slot.repository}/notes.txt`, "Written by the user.\n");
  if (workflow !== null) Deno.writeTextFileSync(`${slot.repository}/workflow.yaml`, workflow);
}

/** Starts a session in a new repository. */
export async function makeStarted(slot: Slot, workflow = PLAIN_WORKFLOW): Promise<void> {
  await makeRepository(slot, workflow);
  await prepared(slot, "start", "First task");
}
