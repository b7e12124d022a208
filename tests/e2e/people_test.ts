import assert from "node:assert/strict";
import { readLastingTree } from "../support/file_tree.ts";
import { at, textAt } from "../support/json.ts";
import { legacyState, writeLegacy } from "../support/legacy_repository.ts";
import { makeRepository } from "../support/repository_fixture.ts";
import { atTerminal, HAS_TERMINAL } from "../support/terminal.ts";
import { commandWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

const HUMAN = { ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL: "true" };

const ignore = !HAS_TERMINAL;

Deno.test({
  name: "a person at a terminal approves where a person is asked for",
  ignore,
  async fn() {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "People"]);
    const program = await repository.run(["approve-item", "sign_off"], { env: HUMAN });
    assert.equal(program.code, 1);
    const line = "orchestrator approve-item sign_off";
    const agent = await atTerminal(repository, line, [], { ...HUMAN, CLAUDECODE: "1" });
    assert.equal(agent.code, 1, agent.text);
    const person = await atTerminal(repository, `${line} -q`, [], HUMAN);
    assert.equal(person.code, 0, person.text);
    const event = at(await repository.json(["log"]), "events", -1);
    assert.equal(textAt(event, "actor"), "human");
    assert.equal(textAt(event, "details", "actor_evidence"), "tty");
  },
});

for (
  const [what, line] of [
    ["a migration", "orchestrator migrate"],
    ["uninstalling", "orchestrator uninstall --no-export"],
  ] as const
) {
  Deno.test({
    name:
      `${what} that a person does not want changes nothing, and is told apart from one that is done`,
    ignore,
    async fn() {
      using repository = makeRepository({ workflow: SMALL_WORKFLOW });
      await repository.done(["start", "People"]);
      writeLegacy(repository.path, { ".workflow_state.json": legacyState() });
      const before = readLastingTree(repository.path);
      const { code, text } = await atTerminal(repository, line, [["[y/N] ", "n\n"]]);
      assert.equal(code, 1, text);
      assert.match(text, /Nothing was changed/);
      assert.deepEqual(readLastingTree(repository.path), before);
    },
  });
}

for (const [answer, code] of [["y", 0], ["", 77]] as const) {
  Deno.test({
    name: `start asks a person about the commands, who answers "${answer}"`,
    ignore,
    async fn() {
      using repository = makeRepository({ workflow: commandWorkflow("true") });
      const env = { ORCHESTRATOR_TRUST_START: "ask" };
      const line = "orchestrator start People -q";
      const started = await atTerminal(repository, line, [["[y/N] ", `${answer}\n`]], env);
      assert.match(started.text, /checked: true\r?\n.*\[y\/N\]/);
      assert.equal((await repository.run(["complete", "checked"])).code, code);
    },
  });
}

for (
  const [why, flags, env] of [
    ["with --no-input", "--no-input", {}],
    ["with --json", "--json", {}],
    ["where CI is set", "", { CI: "true" }],
    ["for an agent", "", { CLAUDECODE: "1" }],
  ] as const
) {
  Deno.test({
    name: `nothing is asked at a terminal ${why}`,
    ignore,
    async fn() {
      using repository = makeRepository({ workflow: commandWorkflow("true") });
      const asked = { ...env, ORCHESTRATOR_TRUST_START: "ask" };
      const line = `orchestrator start People -q ${flags}`;
      const started = await atTerminal(repository, line, [], asked);
      assert.equal(started.code, 0, started.text);
      assert.doesNotMatch(started.text, /\[y\/N\]/);
      assert.match(started.text, /orchestrator trust grant/);
      assert.equal((await repository.run(["complete", "checked"])).code, 77);
    },
  });
}

Deno.test("who acted is in every event: an agent, a name, or nobody known", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Actors"], { env: { GEMINI_CLI: "1" } });
  const rows: readonly (readonly [Record<string, string>, string, string])[] = [
    [{}, "system", "none"],
    [{ CI: "true" }, "system", "env:CI"],
    [{ CURSOR_AGENT: "1", CI: "true" }, "agent", "env:CURSOR_AGENT"],
    [{ ORCHESTRATOR_ACTOR: "agent" }, "agent", "override"],
  ];
  for (const [index, [env, actor, evidence]] of rows.entries()) {
    const item = ["plain", "optional", "must", "fixed"][index] ?? "";
    await repository.done(["complete", item], { env });
    const event = at(await repository.json(["log"]), "events", -1);
    assert.equal(textAt(event, "actor"), actor);
    assert.equal(textAt(event, "details", "actor_evidence"), evidence);
  }
});
