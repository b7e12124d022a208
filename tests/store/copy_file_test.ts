import assert from "node:assert/strict";
import { copyFileDurably, copyFileLater } from "../../src/store/copy_file.ts";
import { fileDigest } from "../../src/store/file_digest.ts";
import { DIGESTS_AT_ONCE, type FileDigests } from "../../src/store/file_digests.ts";
import { canInject, runScriptWithoutModes } from "../support/child.ts";
import { failureOf, pathsBelow, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);
const TIME = new Date("2026-01-07T03:39:21Z");

/** More than one piece that is read at once. */
const CONTENT = new Uint8Array(3_000_001).fill(7);

function writeOriginal(home: string, mode: number): void {
  Deno.writeFileSync(`${home}/from`, CONTENT);
  Deno.chmodSync(`${home}/from`, mode);
  Deno.utimeSync(`${home}/from`, TIME, TIME);
}

/** Mode and time of the copy, after its bytes were compared. */
function attributesOfCopy(home: string): readonly unknown[] {
  assert.deepEqual(Deno.readFileSync(`${home}/to`), CONTENT);
  const { mode, mtime } = Deno.statSync(`${home}/to`);
  return [(mode ?? 0) & 0o7777, mtime];
}

Deno.test("a copy has the bytes, the mode and the time of the original", () =>
  withScratch((home) => {
    // Only root reads what its owner may not.
    for (const mode of [0o640, 0o444, 0o755, ...(Deno.uid() === 0 ? [0o200] : [])]) {
      writeOriginal(home, mode);
      const digest = fileDigest(`${home}/from`);
      const copied = copyFileDurably(`${home}/from`, `${home}/to`);
      assert.deepEqual(copied, { sha256: digest, size: CONTENT.length });
      assert.deepEqual(attributesOfCopy(home), [mode, TIME]);
      Deno.removeSync(`${home}/to`);
      const later = copyFileLater(`${home}/from`, `${home}/to`, DIGESTS_AT_ONCE);
      assert.deepEqual([later.digest(), later.size], [digest, CONTENT.length]);
      assert.deepEqual(attributesOfCopy(home), [mode, TIME]);
      for (const name of ["from", "to"]) Deno.removeSync(`${home}/${name}`);
    }
  }));

Deno.test("a copy that nobody may read is not left to another thread", () =>
  withScratch((home) => {
    const begun: string[] = [];
    const digests: FileDigests = {
      ...DIGESTS_AT_ONCE,
      begin(path) {
        begun.push(path);
        return DIGESTS_AT_ONCE.begin(path);
      },
    };
    for (const mode of [0o644, 0o044]) {
      writeOriginal(home, 0o600);
      const digest = fileDigest(`${home}/from`);
      Deno.chmodSync(`${home}/from`, mode);
      if (mode === 0o644 || Deno.uid() === 0) {
        const copied = copyFileLater(`${home}/from`, `${home}/to-${mode}`, digests);
        assert.equal(copied.digest(), digest);
      }
      Deno.removeSync(`${home}/from`);
    }
    assert.deepEqual(begun, [`${home}/to-${0o644}`]);
  }));

const injects = canInject();

Deno.test({
  name: "where the mode of a copy cannot be set, its bytes and time are those of the original" +
    (injects ? "" : " (not run: strace cannot refuse the calls here)"),
  ignore: !injects,
  fn: () =>
    withScratch(async (home) => {
      writeOriginal(home, 0o644);
      const { code, stdout, stderr } = await runScriptWithoutModes(
        `${home}/trace`,
        CHILD,
        ["copy", home],
      );
      assert.equal(code, 0, stdout + stderr);
      assert.match(Deno.readTextFileSync(`${home}/trace`), /^\d+ +fchmod\(.+\(INJECTED\)$/m);
      // What nobody has allowed others to read stays closed to them.
      assert.deepEqual(attributesOfCopy(home), [0o600, TIME]);
    }),
});

Deno.test("what is there already is not copied over, and stays", () =>
  withScratch(async (home) => {
    writeOriginal(home, 0o644);
    Deno.writeTextFileSync(`${home}/to`, "other");
    await failureOf("io", () => copyFileDurably(`${home}/from`, `${home}/to`));
    assert.equal(Deno.readTextFileSync(`${home}/to`), "other");
    assert.deepEqual(pathsBelow(home), ["from", "to"]);
  }));
