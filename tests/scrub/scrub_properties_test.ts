import assert from "node:assert/strict";
import fc from "fast-check";
import { CHARACTERS } from "../../src/scrub/characters.ts";
import { scrubText } from "./scrubbing.ts";
import { TOKEN_SHAPES } from "../../src/scrub/token_shapes.ts";
import { INNOCENTS } from "./innocents.ts";
import { SAMPLE_TOKENS } from "./sample_tokens.ts";

const FRAGMENTS = [
  ...TOKEN_SHAPES.map(({ prefix }) => prefix),
  ...SAMPLE_TOKENS.map(([, token]) => token),
  ...INNOCENTS,
  ..."://|user:|@|Authorization: |Bearer |Basic |secret_access_key=|sessiontoken|-----BEGIN ".split(
    "|",
  ),
  ..."PRIVATE KEY|-----|-----END |\\n|\n| |.|:|[|]|%3D|-|_|/|=|$".split("|"),
  "a".repeat(20),
  "1".repeat(9),
  "Q7".repeat(30),
];

const mixture = fc.array(
  fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 8 })),
  { maxLength: 24, size: "max" },
).map((fragments) => fragments.join(""));

Deno.test("scrubbing twice is scrubbing once", () => {
  fc.assert(
    fc.property(mixture, (text) => {
      const once = scrubText(text);
      assert.equal(scrubText(once), once);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("a secret between two blanks is never left in any text", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...SAMPLE_TOKENS), fc.string(), (a, [, token], b) => {
      assert.equal(scrubText(`${a} ${token} ${b}`).includes(token), false);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("any text of blanks, hexadecimal digits and hyphens stays as it is", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789abcdef -"), maxLength: 400 });
  fc.assert(fc.property(text, (value) => scrubText(value) === value));
});

Deno.test("a part with a greatest length has only letters and digits", () => {
  const alphanumeric = CHARACTERS.alphanumeric | CHARACTERS.base32 | CHARACTERS.lowerHex |
    CHARACTERS.digit;
  for (const { kind, parts } of TOKEN_SHAPES) {
    for (const { max, characters } of parts) {
      assert.ok(max === undefined || (characters & ~alphanumeric) === 0, kind);
    }
  }
});

Deno.test("every shape says where it is documented", () => {
  for (const { source, kind } of TOKEN_SHAPES) {
    assert.match(source, /^https:\/\/|^gitleaks [a-z0-9-]+$|^[a-z.]+, API keys$/, kind);
    assert.match(kind, /^[a-z0-9-]{1,40}$/);
  }
});

Deno.test("text made to be slow takes about as long as any other", () => {
  const repeated = [
    ...TOKEN_SHAPES.map(({ prefix }) => ` ${prefix}`),
    ...TOKEN_SHAPES.map(({ prefix }) => `${prefix}a`),
    "-eyJabcdefghijklm",
    "eyJabcdefghijklm.",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY----- 1 2 3 ",
    "-----BEGIN PRIVATE KEY-----\n-----END CERTIFICATE-----",
    "-----BEGIN ",
    "-",
    "://",
    "://a:",
    "://a:b@",
    "@",
    "authorization: bearer ",
    "authorization",
    "bearer ",
    "bearer aaaaaaaaaaaaaaaaaaaa",
    "sessiontoken=",
    "secretaccesskey: ",
    "1:AA",
    "123456789:AA",
    "\u001b[31m",
    "[0;",
    "\\u001bsk-",
  ];
  for (const unit of repeated) {
    for (const text of [unit.repeat(300_000 / unit.length), `${unit}${"a".repeat(300_000)}`]) {
      const started = performance.now();
      scrubText(text);
      const milliseconds = performance.now() - started;
      // Looking at everything once takes some 20 ms; looking again from each place, much longer.
      assert.ok(milliseconds < 2000, `${JSON.stringify(unit)} took ${milliseconds} ms`);
    }
  }
});
