import assert from "node:assert/strict";
import { withUnmovable } from "../../src/migrate/unmovable.ts";
import { withPlan } from "../support/legacy_plan.ts";
import { LEGACY_REPOSITORIES } from "../support/legacy_repository.ts";

/** Paths of the directories that a plan may not write, for one user. */
function notWritable(
  root: string,
  plan: Parameters<typeof withUnmovable>[1],
  user: number | null,
): readonly string[] {
  return withUnmovable(root, plan, user).problems
    .filter(({ kind, blocks }) => kind === "not_writable" && blocks).map(({ path }) => path);
}

Deno.test("a directory that has to be written to move something and may not be, blocks", () =>
  withPlan(LEGACY_REPOSITORIES["L1, scattered"] ?? {}, (plan, root) => {
    const owner = Deno.lstatSync(root).uid ?? 0;
    const me = owner === 0 ? 1000 : owner;
    if (owner === 0) giveAway(root, me);
    assert.deepEqual(notWritable(root, plan, me), []);
    Deno.chmodSync(`${root}/.workflow_checkpoints`, 0o555);
    assert.deepEqual(notWritable(root, plan, me), [".workflow_checkpoints"]);
    assert.deepEqual(notWritable(root, plan, 0), [], "root may write everything");
    assert.deepEqual(notWritable(root, plan, null), [], "a system without users");
    Deno.chmodSync(root, 0o555);
    assert.deepEqual(notWritable(root, plan, me), [".", ".workflow_checkpoints"]);
    Deno.chmodSync(root, 0o755);
    assert.deepEqual(notWritable(root, plan, me + 1), [".", ".workflow_checkpoints"]);
    Deno.chmodSync(root, 0o775);
    assert.deepEqual(notWritable(root, plan, me + 1), [".workflow_checkpoints"], "of the group");
  }));

function giveAway(root: string, user: number): void {
  for (const path of [root, `${root}/.workflow_checkpoints`]) Deno.chownSync(path, user, user);
}
