import assert from "node:assert/strict";
import fc from "fast-check";
import { type Literal, LiteralFinder } from "../../src/scrub/literal_finder.ts";

const LITERALS: readonly Literal[] = [
  { text: "abc", anyCase: false },
  { text: "://", anyCase: false },
  { text: "bcda", anyCase: false },
  { text: "cabca", anyCase: true },
  { text: "bacab:cab", anyCase: true },
];

const FINDER = new LiteralFinder(LITERALS);

function found(bytes: Uint8Array): readonly string[] {
  const all: string[] = [];
  FINDER.find(bytes, ({ text }, after) => {
    all.push(`${after} ${text}`);
    return 0;
  });
  return all.toSorted();
}

function expected(text: string): readonly string[] {
  const all = LITERALS.flatMap((literal) =>
    Array.from({ length: text.length + 1 }, (_, end) => end).filter((end) => {
      const before = text.slice(0, end);
      return literal.anyCase
        ? before.toLowerCase().endsWith(literal.text)
        : before.endsWith(literal.text);
    }).map((end) => `${end} ${literal.text}`)
  );
  return all.toSorted();
}

Deno.test("every literal is found once, at any address, up to both ends", () => {
  const text = fc.string({ unit: fc.constantFrom(..."aaabbbcccdABC:/"), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(3), (inside, before) => {
      const bytes = new TextEncoder().encode(`${"abc".slice(0, before)}${inside}abc`);
      const view = bytes.subarray(before, before + inside.length);
      assert.deepEqual(found(view), expected(inside));
    }),
    { numRuns: 3000 },
  );
  for (const { text: literal } of LITERALS) assert.equal(found(bytesOf(literal)).length > 0, true);
});

Deno.test("what lies before the index that is wanted next is passed over", () => {
  for (const wanted of [3, 4, 6, 7, 8]) {
    const afters: number[] = [];
    FINDER.find(bytesOf("abc".repeat(5)), ({ text }, after) => {
      if (text === "abc") afters.push(after);
      return wanted;
    });
    const [first, ...rest] = afters;
    assert.equal(first, 3);
    assert.ok(rest.every((after) => after > wanted), `${wanted}: ${rest}`);
    const behind = rest.filter((after) => after >= wanted + 3);
    assert.deepEqual(behind, [6, 9, 12, 15].filter((after) => after >= wanted + 3));
  }
});

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
