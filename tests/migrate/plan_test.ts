import assert from "node:assert/strict";
import type { Plan } from "../../src/migrate/plan_type.ts";
import { contentOf, planLines, withPlan } from "../support/legacy_plan.ts";
import {
  LEGACY_REPOSITORIES,
  type LegacyFiles,
  legacyState,
} from "../support/legacy_repository.ts";
import { PLAN_CASES } from "./plan_cases.ts";

function repository(name: string): LegacyFiles {
  return LEGACY_REPOSITORIES[name] ?? {};
}

for (const [name, { files, lines, ...circumstances }] of Object.entries(PLAN_CASES)) {
  Deno.test(`plan: ${name}`, () =>
    withPlan(files, (plan) => {
      assert.deepEqual(planLines(plan), lines);
    }, circumstances));
}

Deno.test("every line of a log is in exactly one session, in its order, byte for byte", () =>
  withPlan(repository("L1, scattered"), (plan, root) => {
    const log = Deno.readTextFileSync(`${root}/.workflow_log.jsonl`);
    const histories = plan.sessions.map((session) => historyOf(root, session));
    const lines = (text: string) => text.split(/(?<=\n)/);
    assert.deepEqual(histories.flatMap(lines).sort(), lines(log).sort());
    for (const history of histories) {
      const places = lines(history).map((line) => log.indexOf(line));
      assert.deepEqual(places, places.toSorted((a, b) => a - b));
    }
  }));

Deno.test("a base keeps the text of the old state, and its definition apart", () =>
  withPlan(repository("L1, scattered"), ({ sessions: [session] }) => {
    assert.ok(session?.base.state && session.base.definition);
    for (
      const text of [
        '"duration_seconds": 1.0}',
        '"unknown_item_key": [1.0, 1e-05]',
        '"keep": ["me", 10.50, 1E5]',
        '"completed_at": "2026-01-07T05:31:58.500000+02:00"',
        '"task_description": "Add \\u00fcber-search"',
      ]
    ) assert.ok(session.base.state.includes(text), text);
    const { workflow_definition: definition, ...rest } = JSON.parse(legacyState());
    assert.deepEqual(JSON.parse(session.base.state), rest);
    assert.deepEqual(JSON.parse(session.base.definition), definition);
  }));

Deno.test("the same files give the same plan, and planning changes nothing", () => {
  const files = { ...repository("L1, scattered"), ...repository("L3, sessions") };
  const plans: Plan[] = [];
  const take = (plan: Plan) => void plans.push(plan);
  return withPlan(files, take).then(() => withPlan(files, take)).then(() => {
    assert.deepEqual(plans[0], plans[1]);
  });
});

Deno.test("lines of the predecessor in .gitignore are found as they are written", () =>
  withPlan(repository("L1, scattered"), ({ gitignore }) => {
    assert.deepEqual(gitignore, [".workflow_state.json", "/.workflow_log.jsonl"]);
  }));

function historyOf(root: string, { files }: Plan["sessions"][number]): string {
  const file = files.find(({ name }) => name === "history.jsonl");
  return file === undefined ? "" : contentOf(root, file);
}
