import assert from "node:assert/strict";
import { analyse } from "../../src/workflow/analysis.ts";
import type { LoggedEvent } from "../../src/workflow/event.ts";

Deno.test("analyse() counts how workflows ended, by their state or by their last end", () => {
  const { workflows, completed, abandoned, active } = analyse([
    { status: "completed", events: [] },
    { status: "active", events: [event("workflow_completed")] },
    { status: null, events: [event("workflow_abandoned"), event("workflow_completed")] },
    { status: null, events: [event("workflow_abandoned")] },
    { status: null, events: [event("item_completed")] },
  ]);
  assert.deepEqual({ workflows, completed, abandoned, active }, {
    workflows: 5,
    completed: 2,
    abandoned: 1,
    active: 2,
  });
});

Deno.test("analyse() counts skips with each reason once, and failures by item", () => {
  const skip = (reason: string | null) =>
    event("item_skipped", { item_id: "a", details: { reason } });
  const failed = { item_id: "b", details: {} };
  const analysis = analyse([
    { status: null, events: [skip("Late"), skip("Late"), event("gate_failed", failed)] },
    { status: null, events: [skip("Early"), skip(null), event("verification_failed", failed)] },
  ]);
  assert.deepEqual([...analysis.skipped], [["a", { count: 4, reasons: ["Late", "Early"] }]]);
  assert.deepEqual([...analysis.gateFailures], [["b", 1]]);
  assert.deepEqual([...analysis.verificationFailures], [["b", 1]]);
  assert.equal(analysis.events, 6);
});

Deno.test("analyse() counts a result that came too late as an event only", () => {
  const late = event("verification_failed", { item_id: "b", details: { late: true } });
  const analysis = analyse([{ status: null, events: [late] }]);
  assert.deepEqual([...analysis.verificationFailures], []);
  assert.equal(analysis.events, 1);
});

Deno.test("analyse() averages phases over workflows, whatever zone their times have", () => {
  const step = (type: string, timestamp: string) =>
    event(type, { phase_id: "PLAN", item_id: null, timestamp });
  const analysis = analyse([
    {
      status: null,
      events: [
        step("phase_started", "2026-01-05T10:00:00"),
        step("phase_completed", "2026-01-05T12:10:00+02:00"),
        step("phase_completed", "2026-01-05T23:00:00Z"),
      ],
    },
    {
      status: null,
      events: [
        step("phase_started", "2026-01-05T10:00:00.000000Z"),
        step("phase_completed", "2026-01-05T10:20:30.000000Z"),
      ],
    },
    {
      status: null,
      events: [step("phase_started", "no time"), step("phase_completed", "2026-01-05T10:20:30Z")],
    },
  ]);
  assert.deepEqual([...analysis.phases], [["PLAN", { avg_minutes: 15.25, count: 2 }]]);
});

Deno.test("analyse() takes ids that objects have already", () => {
  const skip = (item_id: string) => event("item_skipped", { item_id, details: {} });
  const { skipped } = analyse([{ status: null, events: [skip("__proto__"), skip("1")] }]);
  assert.deepEqual([...skipped.keys()], ["__proto__", "1"]);
});

function event(event_type: string, more: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    timestamp: "2026-01-05T10:00:00.000000Z",
    event_type,
    workflow_id: "wf_00c0ffee",
    phase_id: null,
    item_id: "a",
    message: "",
    details: {},
    actor: "system",
    ...more,
  };
}
