import assert from "node:assert/strict";
import { countTakenForSecrets, foundIn } from "./corpus/count_found.ts";
import { ordinaryLines } from "./corpus/ordinary_lines.ts";
import { Random } from "./corpus/random.ts";
import { sampleTokens } from "./corpus/tokens.ts";
import { scrubText } from "./scrubbing.ts";

const TOKENS = 4_900;
const LINES = 100_000;
const SAMPLE = 20_000;

Deno.test("at least 99 % of thousands of tokens are found, by the scrubber and by the scanner", () => {
  const samples = sampleTokens(new Random(1), TOKENS);
  assert.ok(samples.length >= 2_000);
  const missed = samples.filter(({ token, line }) => scrubText(line).includes(token));
  assert.ok(missed.length <= TOKENS / 100, shown(missed.map(({ line }) => line)));
  const overlooked = samples.filter(({ line }) => foundIn([line]) === 0);
  assert.ok(overlooked.length <= TOKENS / 100, shown(overlooked.map(({ line }) => line)));
});

Deno.test("a token is replaced by the name of its provider", () => {
  for (const { kind, token, line } of sampleTokens(new Random(2), 500)) {
    assert.equal(scrubText(line), line.replace(token, () => `[REDACTED:${kind}]`));
  }
});

Deno.test("of many lines of code, hashes, ids and logs fewer than 0.1 % are taken for secrets", () => {
  const found = countTakenForSecrets(new Random(3), LINES);
  assert.ok(found < LINES / 1000, `${found} lines`);
});

Deno.test("the scrubber leaves the same lines alone", () => {
  const changed = [...ordinaryLines(new Random(4), SAMPLE)].filter((line) =>
    scrubText(line) !== line
  );
  assert.ok(changed.length < SAMPLE / 1000, shown(changed));
});

function shown(lines: readonly string[]): string {
  return `${lines.length} lines:\n${lines.slice(0, 20).join("\n")}`;
}
