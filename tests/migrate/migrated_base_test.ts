import assert from "node:assert/strict";
import { readLegacyState } from "../../src/migrate/legacy_state.ts";
import { withoutMembers } from "../../src/migrate/json_members.ts";
import { formatMigratedBase, parseSessionBase } from "../../src/session/session_base.ts";
import { formatStateCache } from "../../src/session/state_cache.ts";
import { legacyState, sealedState } from "../support/legacy_repository.ts";

const encoder = new TextEncoder();

function baseOf(text: string): Uint8Array {
  const reading = readLegacyState(encoder.encode(text));
  assert.ok(reading.kind === "workflow");
  const { state } = reading;
  return encoder.encode(formatMigratedBase({
    state: withoutMembers(state.text, new Set(["workflow_definition"])),
    definition: state.definition,
  }, { bytes: 10, sha256: "0".repeat(64) }));
}

Deno.test("a migrated base folds to the old state, numbers and times as they were written", () => {
  const base = parseSessionBase(baseOf(legacyState()));
  assert.ok(base.kind === "folded");
  const fold = base.fold();
  assert.ok(fold);
  const position = { seq: 0, head: base.link, from: 0, to: 0 };
  const cache = formatStateCache(fold, position);
  for (
    const text of [
      '"unknown_item_key":[1.0,1e-05]',
      '"duration_seconds":1.0}',
      '"unknown_key":{"keep":["me",10.50,1E5]}',
      '"completed_at":"2026-01-07T05:31:58.500000+02:00"',
      '"started_at":"2026-01-07T03:31:52Z"',
      '"phase_PLAN_approved":true',
      '"files_modified":["a.py","b\\n.py"]',
    ]
  ) assert.ok(cache.includes(text), text);
  const { state } = fold;
  assert.deepEqual([...state.phases.keys()], ["PLAN", "EXECUTE"]);
  assert.deepEqual([...state.phases.get("PLAN")?.items.keys() ?? []], ["look", "10"]);
  assert.equal(state.phases.get("EXECUTE")?.items.get("write")?.retry_count, 2);
  assert.equal(state.workflow_definition?.settings["test_command"], "true");
});

Deno.test("every value of the old state is in the base once, and its seal too", () => {
  const text = sealedState();
  const base = JSON.parse(new TextDecoder().decode(baseOf(text)));
  const { workflow_definition: definition, ...rest } = JSON.parse(text);
  assert.deepEqual(base.state, rest);
  assert.deepEqual(base.definition, definition);
  assert.equal(base.kind, "migrated");
});

Deno.test("the checksum of a sealed state is verified from its own spelling", () => {
  const checksumOf = (text: string) => {
    const reading = readLegacyState(encoder.encode(text));
    return reading.kind === "workflow" ? reading.state.checksum : reading.kind;
  };
  assert.equal(checksumOf(sealedState()), "C");
  assert.equal(checksumOf(sealedState().replace("1.0}", "1.5}")), "differs");
  assert.equal(checksumOf(legacyState()), "none");
});

Deno.test("two sessions of events alone have different bases when their lines differ", () => {
  const none = { state: null, definition: null };
  const one = formatMigratedBase(none, { bytes: 1, sha256: "a" });
  const other = formatMigratedBase(none, { bytes: 1, sha256: "b" });
  assert.notEqual(one, other);
  assert.equal(parseSessionBase(encoder.encode(one)).kind, "events-only");
});
