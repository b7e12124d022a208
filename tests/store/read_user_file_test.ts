import assert from "node:assert/strict";
import { OrchestratorError } from "../../src/store/failure.ts";
import { readUserFile } from "../../src/store/read_user_file.ts";

Deno.test("a user's file is read through links, but not a directory, a device or too much", () => {
  const root = Deno.makeTempDirSync();
  const unreadable = (error: unknown) =>
    error instanceof OrchestratorError && error.failure.code === "file.unreadable";
  try {
    Deno.writeTextFileSync(`${root}/file`, "abc");
    Deno.symlinkSync("file", `${root}/link`);
    assert.equal(
      new TextDecoder().decode(readUserFile(`${root}/link`, 3, "regular") ?? undefined),
      "abc",
    );
    assert.equal(readUserFile(`${root}/missing`, 3, "regular"), null);
    assert.equal(readUserFile(`${root}/file/below`, 3, "regular"), null);
    assert.throws(() => readUserFile(`${root}/file`, 2, "regular"), unreadable);
    assert.throws(() => readUserFile(root, 3, "any"), unreadable);
    assert.throws(() => readUserFile("/dev/null", 3, "regular"), unreadable);
    assert.equal(readUserFile("/dev/null", 3, "any")?.length, 0);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});
