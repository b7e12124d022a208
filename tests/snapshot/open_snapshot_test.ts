import assert from "node:assert/strict";
import { readSnapshot } from "../../src/snapshot/open_snapshot.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { encodeText } from "../../src/stream/bytes.ts";

Deno.test("a file too short for a snapshot is called cut off only if it begins like one", async () => {
  const cases = [["", "cut"], ["ORC", "cut"], ["age-en", "cut"], [
    "hello\n",
    "no_snapshot",
  ]] as const;
  for (const [text, kind] of cases) {
    await assert.rejects(
      readSnapshot([encodeText(text)]),
      (error) => {
        assert.ok(error instanceof OrchestratorError);
        assert.deepEqual(error.failure.facts, { problem: { kind } });
        return true;
      },
      text,
    );
  }
});
