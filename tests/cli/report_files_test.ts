import assert from "node:assert/strict";
import { appendText } from "../../src/cli/line/append_text.ts";
import { isGenerated, markGenerated } from "../../src/cli/generated_file.ts";
import { coveredEvents, hasLearningMark, learningMark } from "../../src/cli/learning_mark.ts";
import type { SessionEvent } from "../../src/workflow/event.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const ENDS: readonly (readonly [before: string, after: string])[] = [
  ["", "A\nB\n"],
  ["x", "x\n\nA\nB\n"],
  ["x\n", "x\n\nA\nB\n"],
  ["x\r\ny\r\n", "x\r\ny\r\n\r\nA\r\nB\r\n"],
  ["x\r\ny", "x\r\ny\r\n\r\nA\r\nB\r\n"],
  ["\uFEFFx\n", "\uFEFFx\n\nA\nB\n"],
];

for (const [before, after] of ENDS) {
  Deno.test(`appendText() after ${JSON.stringify(before)} keeps it and its line ends`, () => {
    assert.deepEqual(appendText(bytes(before), "A\nB\n"), bytes(after));
  });
}

Deno.test("appendText() keeps bytes that are no UTF-8", () => {
  const before = Uint8Array.of(0xff, 0xfe, 0x00, 0x0a);
  assert.deepEqual(appendText(before, "A\n").subarray(0, 4), before);
});

Deno.test("a generated file is known again, also with other line ends, and not when changed", () => {
  const text = markGenerated("# Title\n\nText\n");
  assert.ok(isGenerated(bytes(text)));
  assert.ok(isGenerated(bytes(text.replaceAll("\n", "\r\n"))));
  assert.ok(!isGenerated(bytes(`${text}more\n`)));
  assert.ok(!isGenerated(bytes(text.replace("Text", "text"))));
  assert.ok(!isGenerated(bytes("# Title\n")));
  assert.ok(!isGenerated(bytes("")));
});

Deno.test("a mark covers the events of its session up to its own, if the log still has it", () => {
  const events = [event(1, "11111111aa"), event(2, "22222222bb"), event(3, "33333333cc")];
  const mark = learningMark("261122-x7k2qf", events.slice(0, 2));
  const covered = (text: string, session = "261122-x7k2qf") => coveredEvents(text, session, events);
  assert.equal(covered(`text\n${mark}\nmore`), 2);
  assert.equal(covered(`text\r\n${mark}\r\nmore`), 2);
  assert.equal(covered(`${learningMark("261122-x7k2qf", events)}\n${mark}\n`), 3);
  assert.equal(covered(mark, "261122-other0"), 0);
  assert.equal(covered(mark.replace("22222222", "00000000")), 0);
  assert.equal(covered(`quoted: ${mark}`), 0);
  assert.equal(covered(""), 0);
  assert.ok(hasLearningMark(`text\n${mark}\nmore`));
  assert.ok(!hasLearningMark(`quoted: ${mark}`));
});

function event(seq: number, prev: string): SessionEvent {
  return {
    timestamp: "2026-11-22T10:00:00.000000Z",
    event_type: "note_added",
    workflow_id: "wf_00c0ffee",
    phase_id: null,
    item_id: null,
    message: "",
    details: {},
    actor: "agent",
    seq,
    prev,
  };
}
