import assert from "node:assert/strict";
import fc from "fast-check";
import { type KnownValues, makeKnownValues } from "../../src/scrub/known_values.ts";
import { scrubText } from "../../src/scrub/scrub_text.ts";
import { millisecondsOf } from "./milliseconds_of.ts";

const MARK = "[REDACTED:known-value]";

const VALUE = 'p4ss "word" /with\\ every+thing=é&Ü';

function known(...values: readonly string[]): KnownValues {
  const made = makeKnownValues(values);
  assert.ok(made !== null);
  return made;
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

/** How a value may turn up. */
const WRITTEN: readonly (readonly [string, (value: string) => string])[] = [
  ["plain", (value) => value],
  ["base64", base64],
  ["base64url", (value) => base64(value).replaceAll("+", "-").replaceAll("/", "_")],
  ["base64 without padding", (value) => base64(value).replace(/=+$/, "")],
  ["URL-encoded", encodeURIComponent],
  ["as a URL", encodeURI],
  [
    "URL-encoded in lower case",
    (value) => encodeURIComponent(value).replace(/%../g, (escape) => escape.toLowerCase()),
  ],
  ["JSON-escaped", (value) => JSON.stringify(value).slice(1, -1)],
  ["JSON-escaped in ASCII", (value) =>
    JSON.stringify(value).slice(1, -1).replace(
      /[^\0-\x7f]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )],
  ["JSON-escaped twice", (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3)],
];

Deno.test("a known value is replaced in every way it may be written, and nothing around it", () => {
  const values = known("another value", VALUE, "AKIAlike-thing");
  for (const [how, write] of WRITTEN) {
    assert.equal(scrubText(`x: ${write(VALUE)} y`, values), `x: ${MARK} y`, how);
  }
});

Deno.test("a known value is found inside of what is in base64, wherever it stands", () => {
  const values = known("correct horse");
  for (const before of ["", "u", "us", "user:"]) {
    for (const after of ["", "x", "\nx", "\r\nxyz"]) {
      const encoded = base64(`${before}correct horse${after}`);
      const scrubbed = scrubText(`Basic ${encoded}.`, values);
      assert.ok(scrubbed.includes(MARK), encoded);
      // What is left tells a few bits of the characters at the edges at most.
      assert.ok(scrubbed.replace(MARK, "").length <= "Basic .".length + 16, scrubbed);
    }
  }
});

Deno.test("values of fewer than eight characters are not looked for", () => {
  assert.equal(makeKnownValues(["1234567", "", "seven77"]), null);
  assert.equal(scrubText("12345678 1234567", known("12345678", "1234567")), `${MARK} 1234567`);
});

Deno.test("values that overlap or hold one another are covered as a whole", () => {
  const values = known("abcdefgh", "efghijkl", "abcdefghijklmnop", "12345678");
  assert.equal(scrubText("_abcdefghijkl_", values), `_${MARK}_`);
  assert.equal(scrubText("_abcdefghijklmnop_", values), `_${MARK}_`);
  assert.equal(scrubText("abcdefgh12345678", values), MARK);
  assert.equal(scrubText("abcdefgh 12345678", values), `${MARK} ${MARK}`);
});

Deno.test("of a long value the beginning is enough, as of output that was cut", () => {
  const long = Array.from({ length: 200 }, (_, index) => String.fromCharCode(65 + index % 57))
    .join("");
  const other = `${long.slice(0, 80)}${"z".repeat(80)}`;
  const values = known(long, other);
  assert.equal(scrubText(`(${long})`, values), `(${MARK})`);
  assert.equal(scrubText(`(${other})`, values), `(${MARK})`);
  assert.equal(scrubText(`(${long.slice(0, 150)}`, values), `(${MARK}`);
  assert.equal(scrubText(`(${long.slice(0, 60)}`, values), `(${long.slice(0, 60)}`);
});

Deno.test("a value that is part of a redaction does not make one of its own", () => {
  const values = makeKnownValues(["REDACTED", "known-value"]);
  assert.equal(values, null);
});

Deno.test("scrubbing with known values twice is scrubbing once, and no value is left", () => {
  const value = fc.string({ minLength: 8, maxLength: 100 });
  const noise = fc.string({ maxLength: 20 });
  fc.assert(fc.property(fc.array(value, { minLength: 1 }), noise, noise, (values, a, b) => {
    const finder = makeKnownValues(values);
    for (const one of values) {
      const text = `${a} ${one} ${b}`;
      const once = scrubText(text, finder);
      assert.equal(scrubText(once, finder), once);
      if (finder !== null && !MARK.includes(one)) assert.equal(once.includes(one), false);
    }
  }));
});

Deno.test("many values are found in time linear in the text, whatever it is made of", () => {
  const values = known(
    ...Array.from({ length: 80 }, (_, index) => `${"a".repeat(index + 8)}`),
    "a".repeat(50_000),
    `${"ab".repeat(40)}c`,
    "%%%%%%%%%%",
    "\\\\\\\\\\\\\\\\\\",
  );
  for (const unit of ["a", "ab", "%61", "\\u0061", "\\\\", "%", "aaaaaaaaaaaaaaab"]) {
    const text = unit.repeat(200_000 / unit.length);
    // Looking again from each place would take minutes.
    const milliseconds = millisecondsOf(() => values.find(text));
    assert.ok(milliseconds < 10_000, `${unit} took ${milliseconds} ms`);
  }
});
