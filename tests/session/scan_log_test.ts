import assert from "node:assert/strict";
import fc from "fast-check";
import type { DamageProblem } from "../../src/session/session_view.ts";
import { bytesOf } from "../support/scratch.ts";
import { note } from "../support/writer.ts";
import { buildLog, linesOf, scanned } from "./log_builder.ts";

/** Seven lines: 1 and 2, a group of 3 to 5, 6 and 7 alone. */
const LOG = buildLog([
  [note("one")],
  [note("two")],
  [note("three"), note("four"), note("fünf €")],
  [note("six")],
  [note("seven")],
]);
const LINES = linesOf(LOG.bytes);

function scanText(text: string): ReturnType<typeof scanned> {
  return scanned(bytesOf(text), LOG.start);
}

/** The first lines of the log, as it was when they were all. */
function first(count: number): string {
  return LINES.slice(0, count).map((line) => `${line}\n`).join("");
}

Deno.test("a sound log gives all its events in order and its end", () => {
  const { events, position, tail } = scanned(LOG.bytes, LOG.start);
  assert.deepEqual(events.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(events[4]?.message, "fünf €");
  assert.deepEqual(position, LOG.groups.at(-1));
  assert.deepEqual(tail, { kind: "none" });
});

Deno.test("scanning from any group on gives the rest", () => {
  for (const position of LOG.groups) {
    const { events, tail, ...rest } = scanned(LOG.bytes.subarray(position.to), position);
    assert.deepEqual(events.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7].slice(position.seq));
    assert.deepEqual(tail, { kind: "none" });
    assert.deepEqual(rest.position, LOG.groups.at(-1));
  }
});

const line2 = LINES[1] ?? "";
const TORN: readonly (readonly [string, string, number])[] = [
  ["without a final newline", first(1) + line2, 1],
  ["of half a line", first(1) + line2.slice(0, 40), 1],
  ["of half a line in the middle of a character", first(4) + (LINES[4] ?? "").slice(0, 140), 2],
  ["of NULs", `${first(1)}\0\0\0\0`, 1],
  ["of NULs and a newline", `${first(1)}\0\0\n`, 1],
  ["that is an empty line", `${first(2)}\n`, 2],
  ["with a wrong sequence number", first(1) + line2.replace('"seq":2', '"seq":3') + "\n", 1],
  ["with a wrong link", first(1) + line2.replace(/"prev":"./, '"prev":"g') + "\n", 1],
  ["that is JSON but no event", `${first(1)}{"seq":2}\n`, 1],
  ["that lacks the rest of its group", first(3), 2],
  ["that lacks the end of its group", first(4), 2],
  ["that breaks its group", first(3) + (LINES[3] ?? "").replace("[2,3]", "[2,4]") + "\n", 2],
];

for (const [name, text, whole] of TORN) {
  Deno.test(`a last line ${name} is a torn tail`, () => {
    const { events, position, tail } = scanText(text);
    assert.equal(events.length, whole);
    assert.equal(position.seq, whole);
    assert.equal(tail.kind, "torn");
    assert(tail.kind === "torn");
    assert.equal(position.to + tail.bytes, bytesOf(text).length);
  });
}

const unsealed = JSON.stringify({
  timestamp: "2026-11-23T10:00:00.000000+00:00",
  event_type: "note_added",
  workflow_id: "wf_00c0ffee",
  phase_id: null,
  item_id: null,
  message: "by the predecessor",
  details: {},
  actor: "system",
});

const DAMAGED: readonly (readonly [string, string, DamageProblem, number])[] = [
  ["text that is not JSON", `${first(1)}oops\n${line2}\n`, "not_json", 2],
  ["bytes that are not UTF-8", "", "not_json", 2],
  ["JSON that is no event", `${first(1)}[1]\n${line2}\n`, "not_an_event", 2],
  [
    "a missing line",
    [...LINES.slice(0, 1), ...LINES.slice(2)].join("\n") + "\n",
    "wrong_sequence",
    2,
  ],
  ["a line twice", `${first(2)}${line2}\n${first(7).slice(first(2).length)}`, "wrong_sequence", 3],
  ["a changed line", first(7).replace('"two"', '"zwei"'), "wrong_chain", 3],
  ["merge markers", `${first(2)}<<<<<<< HEAD\n${LINES[2]}\n=======\n>>>>>>> x\n`, "not_json", 3],
  ["a line of the predecessor", `${first(2)}${unsealed}\n${LINES[2]}\n`, "unsealed", 3],
  ["a last line of the predecessor", `${first(2)}${unsealed}\n`, "unsealed", 3],
  ["a broken group", `${first(3)}${LINES[5]}\n${LINES[6]}\n`, "wrong_sequence", 4],
];

for (const [name, text, problem, line] of DAMAGED) {
  Deno.test(`${name} in a log is damage`, () => {
    const bytes = text === ""
      ? new Uint8Array([...bytesOf(first(1)), 255, 254, 10, ...bytesOf(`${line2}\n`)])
      : bytesOf(text);
    const { position, tail } = scanned(bytes, LOG.start);
    assert.deepEqual(tail, { kind: "damaged", line, problem });
    assert(position.seq < line);
  });
}

Deno.test("an incomplete group that another line follows is damage", () => {
  const left = buildLog([[note("1"), note("2")], [note("3")]]);
  const [one = "", two = ""] = linesOf(left.bytes);
  const broken = two.replace(',"group":[2,2]', "");
  const next = buildLog([[note("3")]]).bytes;
  const text = `${one}\n${broken}\n${new TextDecoder().decode(next)}`;
  const { events, tail } = scanned(bytesOf(text), left.start);
  assert.deepEqual(tail, { kind: "damaged", line: 2, problem: "broken_group" });
  assert.deepEqual(events, []);
});

Deno.test("a log over another base is not accepted from its first line on", () => {
  const { events, tail } = scanned(LOG.bytes, { ...LOG.start, head: "0".repeat(32) });
  assert.deepEqual(events, []);
  assert.deepEqual(tail, { kind: "damaged", line: 1, problem: "wrong_chain" });
});

Deno.test("a log cut anywhere yields its whole groups and is sound or torn", () => {
  for (let length = 0; length <= LOG.bytes.length; length++) {
    const { events, position, tail } = scanned(LOG.bytes.subarray(0, length), LOG.start);
    const expected = LOG.groups.findLast(({ to }) => to <= length);
    assert.deepEqual(position, expected);
    assert.equal(events.length, expected?.seq);
    assert.equal(tail.kind, expected?.to === length ? "none" : "torn");
  }
});

Deno.test("any changed byte before the last line is reported, and no line after it counts", () => {
  const lastLine = LOG.groups.at(-1)?.from ?? 0;
  const anyByte = fc.integer({ min: 0, max: lastLine - 1 });
  fc.assert(fc.property(anyByte, fc.integer({ min: 1, max: 255 }), (index, difference) => {
    const bytes = LOG.bytes.slice();
    bytes[index] = (bytes[index] ?? 0) ^ difference;
    const { position, tail } = scanned(bytes, LOG.start);
    const before = LOG.bytes.subarray(0, index).filter((byte) => byte === 10).length;
    assert.notEqual(tail.kind, "none");
    assert(position.seq <= before + 1, `line ${before + 1} was changed, ${position.seq} count`);
  }));
});

Deno.test("any bytes are scanned without an exception", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(7), (garbage, lines) => {
    const bytes = new Uint8Array([...bytesOf(first(lines)), ...garbage]);
    const { events, position, tail } = scanned(bytes, LOG.start);
    assert.equal(events.length, position.seq);
    assert.equal(tail.kind === "none", position.to === bytes.length);
  }));
});

Deno.test("a log longer than a block reads as one, also where characters are not ASCII", () => {
  const long = "x".repeat(300_000);
  const log = buildLog([[note(long)], [note(`ä${long}`), note(long)], [note(long)], [note("€")]]);
  const { events, position, tail } = scanned(log.bytes, log.start);
  assert.deepEqual(events.map(({ message }) => message), [long, `ä${long}`, long, long, "€"]);
  assert.deepEqual(position, log.groups.at(-1));
  assert.deepEqual(tail, { kind: "none" });
});
