import assert from "node:assert/strict";
import { detectActor } from "../../src/repo/actor.ts";
import { OrchestratorError } from "../../src/store/failure.ts";

function detect(
  env: Readonly<Record<string, string>>,
  terminals: readonly [boolean, boolean] = [true, true],
): string {
  const [stdinTerminal, stdoutTerminal] = terminals;
  const { actor, evidence, name } = detectActor({ env, stdinTerminal, stdoutTerminal });
  return [actor, evidence, ...(name === null ? [] : [name])].join(" ");
}

Deno.test("a person is one with a terminal on both sides", () => {
  assert.equal(detect({}), "human tty");
  assert.equal(detect({}, [true, false]), "system none");
  assert.equal(detect({}, [false, true]), "system none");
});

Deno.test("an agent's variable outweighs a terminal and CI, CI outweighs a terminal", () => {
  assert.equal(detect({ CLAUDECODE: "1", CI: "true" }), "agent env:CLAUDECODE");
  assert.equal(detect({ CLAUDE_CODE_ENTRYPOINT: "cli" }), "agent env:CLAUDE_CODE_ENTRYPOINT");
  assert.equal(detect({ GEMINI_CLI: "1" }, [false, false]), "agent env:GEMINI_CLI");
  assert.equal(detect({ CI: "true" }), "system env:CI");
});

Deno.test("empty, 0 and false count as not set", () => {
  for (const value of ["", "0", "false", "False"]) {
    assert.equal(detect({ CLAUDECODE: value, CI: value }), "human tty", value);
  }
});

Deno.test("the override decides alone, and a name is an agent until a grant says more", () => {
  assert.equal(detect({ ORCHESTRATOR_ACTOR: "human", CLAUDECODE: "1" }), "human override");
  assert.equal(detect({ ORCHESTRATOR_ACTOR: "system" }), "system override");
  assert.equal(detect({ ORCHESTRATOR_ACTOR: "alice" }), "agent override alice");
  assert.equal(detect({ ORCHESTRATOR_ACTOR: "" }), "human tty");
});

Deno.test("an override that cannot be a name is refused", () => {
  for (const value of ["a b", "../x", "x\n", "-x", "x".repeat(65)]) {
    assert.throws(
      () => detect({ ORCHESTRATOR_ACTOR: value }),
      (error) =>
        error instanceof OrchestratorError && error.failure.code === "config.invalid" &&
        error.failure.facts.value === value,
    );
  }
});
