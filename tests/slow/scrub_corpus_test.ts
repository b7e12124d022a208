import assert from "node:assert/strict";
import { countLikely, countTakenForSecrets } from "../scrub/corpus/count_found.ts";
import { Random } from "../scrub/corpus/random.ts";

const LINES = 1_000_000;

Deno.test("of a million lines of code, hashes, ids and logs fewer than 0.1 % are taken for secrets", () => {
  const found = countTakenForSecrets(new Random(5), LINES);
  assert.ok(found < LINES / 1000, `${found} lines`);
});

Deno.test("and as few are pointed at because they may be secrets", () => {
  const found = countLikely(new Random(6), LINES);
  assert.ok(found < LINES / 1000, `${found} lines`);
});
