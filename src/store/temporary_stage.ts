import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { removeStage } from "./stage.ts";

/** A private directory for what is only looked at. */
export interface TemporaryStage extends Disposable {
  /** Absolute path. */
  readonly path: string;
}

/**
 * Makes a directory where the system keeps what is temporary; closing it removes all that is in it.
 *
 * @throws `file.not_created`
 */
export function makeTemporaryStage(): TemporaryStage {
  let path: string;
  try {
    path = Deno.makeTempDirSync({ prefix: "orchestrator-" });
  } catch (error) {
    throw fail("file.not_created", { path: "$TMPDIR", problem: problemOf(error) });
  }
  return { path, [Symbol.dispose]: () => removeStage(path) };
}
