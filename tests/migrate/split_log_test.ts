import assert from "node:assert/strict";
import { createLogSplitter, type LogIndex } from "../../src/migrate/split_log.ts";

function split(text: string, pieceSize = 1000): LogIndex {
  const bytes = new TextEncoder().encode(text);
  const splitter = createLogSplitter();
  for (let at = 0; at < bytes.length; at += pieceSize) {
    splitter.take(bytes.subarray(at, at + pieceSize));
  }
  return splitter.end();
}

function line(workflow: string, message = "x", at = "2026-01-05T21:28:34.461722Z"): string {
  return JSON.stringify({
    timestamp: at,
    event_type: "item_completed",
    workflow_id: workflow,
    message,
  });
}

function runsOf(text: string, pieceSize?: number): readonly string[] {
  const bytes = new TextEncoder().encode(text);
  return split(text, pieceSize).runs.map(({ workflow, from, to }) =>
    `${workflow}: ${new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(from, to))}`
  );
}

Deno.test("the lines of each workflow are found, in their order, all bytes of the file once", () => {
  const [a, b] = [line("wf_a"), line("wf_b")];
  assert.deepEqual(runsOf(`${a}\n${a}\n${b}\n${a}\n`), [
    `wf_a: ${a}\n${a}\n`,
    `wf_b: ${b}\n`,
    `wf_a: ${a}\n`,
  ]);
});

Deno.test("lines without a workflow, or that are no JSON, are runs of nobody", () => {
  const a = line("wf_a");
  const empty = line("");
  const text = `${a}\nnot json\n\n[1]\n${empty}\n{"workflow_id":7}\n${a}\n`;
  assert.deepEqual(runsOf(text), [
    `wf_a: ${a}\n`,
    `null: not json\n\n[1]\n${empty}\n{"workflow_id":7}\n`,
    `wf_a: ${a}\n`,
  ]);
  assert.equal(split(text).foreign, 5);
});

Deno.test("a byte order mark, CRLF line ends and a missing last line end change no line's workflow", () => {
  const [a, b] = [line("wf_a"), line("wf_b", "ü😀")];
  const text = `\ufeff${a}\r\n${b}\r\n${a}`;
  assert.deepEqual(runsOf(text), [`wf_a: \ufeff${a}\r\n`, `wf_b: ${b}\r\n`, `wf_a: ${a}`]);
  assert.equal(split(text).open, true);
  assert.equal(split(text).cut, false);
});

Deno.test("a last line that is cut in the middle is told and kept", () => {
  const a = line("wf_a");
  const index = split(`${a}\n${a.slice(0, 40)}`);
  assert.equal(index.cut, true);
  assert.equal(index.bytes, a.length + 41);
  assert.deepEqual(index.runs.at(-1), { workflow: null, from: a.length + 1, to: a.length + 41 });
});

Deno.test("pieces of any size give the same result", () => {
  const text = `${line("wf_a", "ü")}\n${line("wf_b", "😀")}\nbroken\n${line("wf_a")}\n`;
  for (const size of [1, 2, 3, 7, 64]) assert.deepEqual(split(text, size), split(text), `${size}`);
});

Deno.test("a workflow is known by its task, the time of its first and last line and their number", () => {
  const started = JSON.stringify({
    timestamp: "2026-01-05T00:00:00Z",
    event_type: "workflow_started",
    workflow_id: "wf_a",
    message: "Started workflow: Build it: now",
  });
  const index = split(`${started}\n${line("wf_a", "x", "2026-01-06T00:00:00Z")}\n`);
  assert.deepEqual(index.workflows.get("wf_a"), {
    lines: 2,
    first_at: "2026-01-05T00:00:00Z",
    last_at: "2026-01-06T00:00:00Z",
    task: "Build it: now",
  });
  assert.equal(index.last, "wf_a");
});

Deno.test("an empty log has no lines", () => {
  assert.deepEqual(split("").runs, []);
  assert.equal(split("").last, null);
});

Deno.test("a workflow named like a property of objects is one like any other", () => {
  const text = `${line("__proto__")}\n${line("constructor")}\n`;
  assert.deepEqual([...split(text).workflows.keys()], ["__proto__", "constructor"]);
});
