import assert from "node:assert/strict";
import { holderOfFile, parseLocks } from "../../src/store/held_locks.ts";
import { SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { runs } from "../support/file_rights.ts";
import { until } from "../support/until.ts";
import { problemsOf, runFix } from "./support/doctor_run.ts";

const LINES = `\
1: POSIX  ADVISORY  READ 5894 fe:00:16042114 128 128
2: FLOCK  ADVISORY  WRITE 12997 fe:00:2171086 0 EOF
2: -> FLOCK  ADVISORY  WRITE 13001 fe:00:2171086 0 EOF
3: FLOCK  ADVISORY  READ 7 103:12345:9 0 EOF
`;

Deno.test("of the kernel's list only held flocks are taken, with the device as stat gives it", () => {
  assert.deepEqual(parseLocks(LINES), [
    { pid: 12997, device: 0xfe00, inode: 2171086 },
    { pid: 7, device: 0x12310345, inode: 9 },
  ]);
});

Deno.test({
  name: "a lock that is held too long is an error, and the printed command ends its holder",
  ignore: !runs(["test", "-r", "/proc/locks"]) || !runs(["flock", "--version"]),
  async fn() {
    await withScratch(async (scratch) => {
      scratch.write("workflow.yaml", SMALL_WORKFLOW);
      await scratch.run(["start", "Task"]);
      assert.deepEqual(await problemsOf(scratch, "locks"), []);
      const path = `${scratch.tree}/.orchestrator/lock`;
      const holder = { pid: 1, host: "host", command: "import", since: "2026-11-22T08:00:00Z" };
      Deno.writeTextFileSync(path, `${JSON.stringify(holder)}\n`);
      const child = new Deno.Command("flock", { args: ["--no-fork", path, "sleep", "600"] })
        .spawn();
      try {
        await until(
          "the lock is held",
          () => holderOfFile(path, parseLocks(Deno.readTextFileSync("/proc/locks"))) !== null,
        );
        const [held] = await problemsOf(scratch, "locks");
        assert.equal(held?.severity, "error");
        assert.match(held?.message ?? "", /held by orchestrator import \(process \d+ on host/);
        assert.equal(held?.fix, `kill ${child.pid}`);
        await runFix(scratch, held?.fix ?? null);
        await child.status;
        assert.deepEqual(await problemsOf(scratch, "locks"), []);
      } finally {
        try {
          child.kill();
        } catch {
          // It has ended, as it should.
        }
      }
    });
  },
});
