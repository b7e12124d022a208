import assert from "node:assert/strict";
import { countTakenForSecrets } from "../scrub/corpus/count_found.ts";
import { Random } from "../scrub/corpus/random.ts";

const LINES = 1_000_000;

Deno.test("of a million lines of code, hashes, ids and logs fewer than 0.1 % are taken for secrets", () => {
  const found = countTakenForSecrets(new Random(5), LINES);
  assert.ok(found < LINES / 1000, `${found} lines`);
});
