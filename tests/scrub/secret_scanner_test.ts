import assert from "node:assert/strict";
import fc from "fast-check";
import { makeKnownValues } from "../../src/scrub/known_values.ts";
import { type ScannedSecret, SecretScanner } from "../../src/scrub/secret_scanner.ts";
import { INNOCENTS } from "./innocents.ts";
import { millisecondsOf } from "./milliseconds_of.ts";
import { pem, SAMPLE_TOKENS } from "./sample_tokens.ts";
import { scrubText } from "./scrubbing.ts";

function scan(
  text: string,
  blockLength = 1 << 20,
  known: readonly string[] = [],
): readonly ScannedSecret[] {
  const scanner = new SecretScanner(makeKnownValues(known));
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += blockLength) {
    scanner.push(bytes.subarray(at, at + blockLength));
  }
  return scanner.end();
}

Deno.test("a token of every kind is found with the beginning of its line, however blocks are cut", () => {
  for (const [kind, token] of SAMPLE_TOKENS) {
    const before = "é first line\nsecond line\n";
    const text = `${before}the token: ${token}\nlast line without an end`;
    const line = new TextEncoder().encode(before).length;
    for (const length of [1 << 20, 64, 7]) {
      assert.deepEqual(scan(text, length), [{ kind, line }], `${kind} ${length}`);
    }
  }
});

Deno.test("a line of any text is suspected exactly if the scrubber changes it", () => {
  const piece = fc.oneof(
    fc.constantFrom(...SAMPLE_TOKENS.map(([, token]) => token), ...INNOCENTS),
    fc.constantFrom("://", "a:b@", "Authorization: Basic dXNlcg==", "AUTHORIZATION=token abcdef"),
    fc.constantFrom("BEARER 0123456789abcdefghij", "AccountKey=", "Q7".repeat(40), " ", "-", "%3D"),
    fc.string({ maxLength: 8 }),
  );
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) =>
    pieces.join("").replaceAll(/[\n\r]/g, " ").replaceAll("\uFEFF", "").toWellFormed()
  );
  fc.assert(
    fc.property(line, (text) => scan(text).length > 0 === (scrubText(text) !== text)),
    { numRuns: 3000 },
  );
});

Deno.test("a private key over many lines is found at its first line, at any place of a block", () => {
  const filler = "an ordinary line of forty characters ..\n";
  for (const lines of [0, 1, 1638, 1639, 3276, 3277]) {
    const text = `${filler.repeat(lines)}${pem("RSA PRIVATE KEY", "\n")}\n${filler.repeat(2000)}`;
    const line = lines * filler.length;
    assert.deepEqual(scan(text, 65_536), [{ kind: "private-key", line }], `${lines}`);
  }
});

Deno.test("known values are found beside what looks like a secret", () => {
  const [, token] = SAMPLE_TOKENS[0] ?? ["", ""];
  const found = scan(`one\n"my horse" ${token}\nmy%20horse\n`, 9, ["my horse"]);
  const lines = found.map(({ kind, line }) => `${line} ${kind}`).toSorted();
  const second = new TextEncoder().encode(`one\n"my horse" ${token}\n`).length;
  assert.deepEqual(lines, ["4 github-token", "4 known-value", `${second} known-value`].toSorted());
});

Deno.test("of a line each kind is told once, and a very long line is looked at as well", () => {
  const [, token] = SAMPLE_TOKENS[0] ?? ["", ""];
  assert.equal(scan(`${token} ${token}\n`).length, 1);
  const long = `${"x ".repeat(6 * 1_048_576)}${token} end`;
  assert.deepEqual(scan(long).map(({ kind }) => kind), ["github-token"]);
});

Deno.test("scanning takes time linear in the length, whatever the text is made of", () => {
  const units = [
    ...SAMPLE_TOKENS.map(([, token]) => `${token}\n`),
    "-----BEGIN PRIVATE KEY-----\n",
    "-----BEGIN CERTIFICATE-----\n",
    "://",
    "://a",
    "sk-",
    "sk-aaaaaaaaaaaaaaaaaa\n",
    "authorization",
    "bearer \n",
    "\n",
    "a",
  ];
  for (const unit of units) {
    const text = unit.repeat(150_000 / unit.length);
    // Looking again from each place would take minutes.
    const milliseconds = millisecondsOf(() => scan(text, 65_536));
    assert.ok(milliseconds < 10_000, `${JSON.stringify(unit)} took ${milliseconds} ms`);
  }
});
