import assert from "node:assert/strict";
import { walkUp } from "../../src/repo/walk.ts";
import { withDirectory } from "../process/temporary.ts";

const LIMITS = { homeDirectory: null, user: null, marksInFirstOnly: false };

Deno.test("the walk does not enter a directory of another user", () =>
  withDirectory((base) => {
    Deno.mkdirSync(`${base}/.git`);
    Deno.mkdirSync(`${base}/work`);
    const owner = Deno.statSync(base).uid ?? 0;
    const own = walkUp(`${base}/work`, { ...LIMITS, user: owner });
    assert.equal(own.boundary, base);
    const other = walkUp(`${base}/work`, { ...LIMITS, user: owner + 1 });
    assert.equal(other.boundary, null);
    assert.deepEqual(other.steps.at(-1), { path: base, found: "boundary_owner", detail: null });
    assert.equal(walkUp(`${base}/work`, LIMITS).boundary, base, "root passes");
  }));

Deno.test("the walk ends before the root of the file system", () => {
  const walk = walkUp("/etc", LIMITS);
  assert.equal(walk.boundary, null);
  assert.deepEqual(walk.steps.at(-1), { path: "/", found: "boundary_root", detail: null });
});

/** A directory on another device than its parent, null where there is none. */
function mountPoint(): string | null {
  try {
    const [inner, outer] = [Deno.statSync("/proc/self"), Deno.statSync("/proc")];
    const [shared, devices] = [Deno.statSync("/dev/shm"), Deno.statSync("/dev")];
    return inner.dev === outer.dev && shared.dev !== devices.dev ? "/dev/shm" : null;
  } catch {
    return null;
  }
}

Deno.test({
  name: "the walk does not enter another device",
  ignore: mountPoint() === null,
  fn() {
    const walk = walkUp(mountPoint() ?? "", LIMITS);
    assert.deepEqual(walk.steps.at(-1), { path: "/dev", found: "boundary_device", detail: null });
  },
});
