import assert from "node:assert/strict";
import { completeItem } from "../../src/session/complete_item.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { record } from "../../src/session/record.ts";
import { planAdvance } from "../../src/workflow/advance.ts";
import type { CheckOutcome } from "../../src/workflow/check_outcome.ts";
import type { CompleteRequest } from "../../src/workflow/complete.ts";
import { planSkip } from "../../src/workflow/skip.ts";
import { fail } from "../../src/store/failure.ts";
import { item, phase, verification, workflow } from "../workflow/samples.ts";
import { failureOf } from "../support/scratch.ts";
import { completion, type StartedHome, withSession } from "../support/writer.ts";

const DEFINITION = workflow([
  phase("PLAN", [
    item("a", { verification: verification("command", "make test") }),
    item("gate", { step_type: "gate", verification: verification("command", "make check") }),
    item("plain"),
  ]),
  phase("DO", [item("d")]),
]);

const PASSED: CheckOutcome = {
  kind: "command",
  exitCode: 0,
  stdout: "",
  stderr: "",
  problem: null,
  program: "/usr/bin/make",
  seconds: 1,
};

function request(name: string): CompleteRequest {
  return { item: name, notes: null, skipVerify: false };
}

/** Completes an item; `meanwhile` happens while its command runs, which then ends with `exitCode`. */
function complete(
  { writer, id }: StartedHome,
  name: string,
  meanwhile: () => unknown = () => undefined,
  exitCode = 0,
): ReturnType<typeof completeItem> {
  return completeItem(writer, id, request(name), {
    guard: () => undefined,
    permit: () => Promise.resolve(),
    runCommand: async () => {
      await meanwhile();
      return { ...PASSED, exitCode };
    },
    lookAtFile: () => ({ kind: "file", exists: true, blocked: false }),
  });
}

async function types({ home, id }: StartedHome): Promise<readonly string[]> {
  return (await readEvents(home, id)).events.slice(2).map(({ event_type }) => event_type);
}

function inSession(body: (session: StartedHome) => Promise<void>): Promise<void> {
  return withSession(body, { definition: DEFINITION });
}

Deno.test("an item without a check is completed at once", () =>
  inSession(async (session) => {
    const { already, late, failure } = await complete(session, "plain", () => assert.fail());
    assert.deepEqual({ already, late, failure }, { already: false, late: false, failure: null });
    assert.deepEqual(await types(session), ["item_completed"]);
    assert.equal((await complete(session, "plain")).already, true);
    assert.equal((await types(session)).length, 1);
  }));

Deno.test("a command that passes completes its item in one group", () =>
  inSession(async (session) => {
    const { events } = await complete(session, "a");
    assert.deepEqual(events.map(({ event_type, group }) => [event_type, group]), [
      ["verification_passed", [1, 2]],
      ["item_completed", [2, 2]],
    ]);
  }));

Deno.test("a gate says that its command runs before it runs it", () =>
  inSession(async (session) => {
    await complete(session, "gate", async () => {
      assert.deepEqual(await types(session), ["gate_executed"]);
    });
    assert.deepEqual(await types(session), ["gate_executed", "gate_passed", "item_completed"]);
  }));

Deno.test("a command that fails is recorded and is a failure", () =>
  inSession(async (session) => {
    const { failure, late } = await complete(session, "a", undefined, 1);
    assert.equal(failure?.code, "verification.failed");
    assert.equal(late, false);
    assert.deepEqual(await types(session), ["verification_failed"]);
    const { view } = await complete(session, "a");
    assert.equal(view.fold.state.phases.get("PLAN")?.items.get("a")?.retry_count, 1);
  }));

Deno.test("no lock is held while a command runs", () =>
  inSession(async (session) => {
    const { writer, id } = session;
    const lock = { timeoutSeconds: 0, mode: "flock" } as const;
    const impatient = { ...writer, lock: () => Promise.resolve(lock) };
    const other = () => record(impatient, id, () => ({ events: [completion("plain")] }));
    assert.equal((await complete(session, "a", other)).late, false);
  }));

Deno.test("a command that may not run is not run, and a gate does not say that it is", () =>
  inSession(async (session) => {
    const { writer, id } = session;
    await failureOf("trust.not_granted", () =>
      completeItem(writer, id, request("gate"), {
        guard: () => undefined,
        permit: () =>
          Promise.reject(fail("trust.not_granted", { commands: [], hash: "", changes: [] })),
        runCommand: () => assert.fail(),
        lookAtFile: () => assert.fail(),
      }));
    assert.deepEqual(await types(session), []);
  }));

interface Meanwhile {
  readonly name: string;
  readonly happens: (session: StartedHome) => Promise<unknown>;
  /** What changed, null where that is no failure. */
  readonly change: string | null;
}

const MEANWHILE: readonly Meanwhile[] = [
  {
    name: "completed",
    happens: ({ writer, id }) => record(writer, id, () => ({ events: [completion("a")] })),
    change: null,
  },
  {
    name: "skipped",
    happens: ({ writer, id }) =>
      record(
        writer,
        id,
        (fold) => planSkip(fold, { item: "a", reason: "It is not needed at all", force: false }),
      ),
    change: "skipped",
  },
  {
    name: "left behind by an advance",
    happens: ({ writer, id }) => record(writer, id, (fold) => planAdvance(fold, { force: true })),
    change: "phase",
  },
  {
    name: "in a workflow that was abandoned",
    happens: ({ writer, id }) =>
      record(writer, id, () => ({
        events: [{ ...completion("a"), event_type: "workflow_abandoned", item_id: null }],
      })),
    change: "workflow",
  },
];

for (const { name, happens, change } of MEANWHILE) {
  Deno.test(`if the item is ${name} while its command runs, only the result is recorded, late`, () =>
    inSession(async (session) => {
      const result = await complete(session, "a", () => happens(session));
      assert.equal(result.late, true);
      assert.deepEqual(
        result.failure,
        change === null ? null : { code: "item.changed_meanwhile", facts: { item: "a", change } },
      );
      const { events } = await readEvents(session.home, session.id);
      const last = events.at(-1);
      assert.equal(last?.event_type, "verification_passed");
      assert.equal(last?.details["late"], true);
      assert.equal(result.view.fold.memory.refused, 0);
    }));
}
