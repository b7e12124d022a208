import assert from "node:assert/strict";
import { splitWords } from "../../../src/workflow/split_words.ts";
import type { Scratch } from "../../cli/support/scratch.ts";

/** A finding as `doctor --json` prints it. */
export interface PrintedFinding {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** What one check finds. */
export async function findingsOf(
  scratch: Scratch,
  check: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly PrintedFinding[]> {
  const { out, err } = await scratch.run(["doctor", "--only", check, "--json"], { env });
  assert.notEqual(out, "", err);
  return JSON.parse(out).findings;
}

/** Those that are not "ok". */
export async function problemsOf(
  scratch: Scratch,
  check: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly PrintedFinding[]> {
  return (await findingsOf(scratch, check, env)).filter(({ severity }) => severity !== "ok");
}

/** Runs a command as it was printed: ours in this process, others by a shell. */
export async function runFix(scratch: Scratch, fix: string | null): Promise<void> {
  assert.notEqual(fix, null, "no command is printed");
  const words = splitWords(fix ?? "") ?? [];
  if (words[0] === "orchestrator") {
    const { code, err } = await scratch.run(words.slice(1));
    assert.equal(code, 0, `${fix}: ${err}`);
    return;
  }
  const { success } = new Deno.Command("sh", {
    args: ["-c", fix ?? ""],
    cwd: scratch.tree,
    stdout: "null",
  }).outputSync();
  assert.ok(success, fix ?? "");
}
