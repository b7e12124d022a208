import assert from "node:assert/strict";
import { type Json, numberAt, textAt } from "./json.ts";
import type { RepositoryFixture } from "./repository_fixture.ts";

/** How often a workflow may ask for a next step before it counts as going round in circles. */
const MOST_STEPS = 300;

/**
 * Does what an agent does: reads `status`, runs the command of its next action as printed, until the
 * workflow is no longer active.
 *
 * @param perform Runs one command line.
 * @returns The last document of `status`.
 */
export async function followWorkflow(
  repository: RepositoryFixture,
  perform: (line: string, status: Json) => Promise<void>,
  session: readonly string[] = [],
): Promise<Json> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const status = await repository.json(["status", ...session]);
    if (textAt(status, "status") !== "active") return status;
    await perform(textAt(status, "next_action", "command"), status);
  }
  assert.fail("The workflow does not end");
}

/** The files that the default workflow looks for, and commands for its settings. */
export function prepareDefaultWorkflow(repository: RepositoryFixture): void {
  const files = [
    "docs/plan.md",
    "docs/risk_analysis.md",
    "tests/test_cases.md",
    "CHANGELOG.md",
    "LEARNINGS.md",
  ];
  for (const file of files) repository.write(file, "Done.\n");
  repository.write("test.sh", "echo tested >> tested.txt\n");
  repository.write(".orchestrator.yaml", "smoke_test_command: sh test.sh\n");
}

/** How many events of a type each item has, as `type item` → count. */
export function countItemEvents(log: readonly Json[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of log) {
    const key = `${textAt(event, "event_type")} ${JSON.stringify(itemOf(event))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Asserts that the sequence numbers of a log are 1, 2, 3 and so on. */
export function assertSequence(log: readonly Json[]): void {
  assert.deepEqual(
    log.map((event) => numberAt(event, "seq")),
    log.map((_, index) => index + 1),
  );
}

function itemOf(event: Json): Json {
  return typeof event === "object" && event !== null && !Array.isArray(event)
    ? event["item_id"] ?? null
    : null;
}
