import assert from "node:assert/strict";
import { type ExportMoment, isExportDue } from "../../src/snapshot/export_due.ts";

function isDue(when: ExportMoment, types: readonly string[], first = 1, every = 10): boolean {
  return isExportDue(
    when,
    every,
    types.map((event_type, index) => ({ event_type, seq: first + index })),
  );
}

Deno.test("a workflow that ends is exported whatever the user chose", () => {
  for (const when of ["finish", "advance", "events"] as const) {
    assert.equal(isDue(when, ["workflow_completed"]), true);
    assert.equal(isDue(when, ["workflow_abandoned"]), true);
    assert.equal(isDue(when, ["item_completed"]), false);
    assert.equal(isDue(when, []), false);
  }
});

Deno.test("a phase that ends is exported unless only the end of the workflow counts", () => {
  const types = ["phase_completed", "phase_started"];
  assert.equal(isDue("finish", types), false);
  assert.equal(isDue("advance", types), true);
  assert.equal(isDue("events", types), true);
});

Deno.test("events are exported when their number passes a multiple of the user's", () => {
  const two = ["gate_executed", "item_completed"];
  assert.equal(isDue("events", two, 8), false);
  assert.equal(isDue("events", two, 9), true);
  assert.equal(isDue("events", two, 10), true);
  assert.equal(isDue("events", two, 11), false);
  assert.equal(isDue("advance", two, 10), false);
  assert.equal(isDue("events", ["note_added"], 7, 1), true);
});
