import assert from "node:assert/strict";
import { detectEnvironment, TELLING_FILES } from "../../src/repo/environment.ts";
import { ENVIRONMENT_KINDS } from "../../src/repo/environment_kinds.ts";
import { failureOf } from "../support/scratch.ts";

function detect(env: Readonly<Record<string, string>>, files: readonly string[] = []): string {
  const { kind, ephemeral, reasons } = detectEnvironment({ env, files: new Set(files) });
  const signs = reasons.map((reason) => `${reason.kind}<${reason.sign}`);
  return [kind, ...(ephemeral ? ["ephemeral"] : []), ...signs].join(" ");
}

Deno.test("without a sign it is an ordinary machine", () => {
  assert.equal(detect({ HOME: "/home/a", CI: "false", CODESPACES: "" }), "machine");
});

Deno.test("each variable of each kind tells that kind", () => {
  for (const { id, variables } of ENVIRONMENT_KINDS) {
    for (const name of variables) {
      assert.equal(detectEnvironment({ env: { [name]: "true" }, files: new Set() }).kind, id, name);
    }
  }
});

Deno.test("each telling file tells a container", () => {
  for (const path of TELLING_FILES) {
    assert.equal(detect({}, [path]), `container ephemeral container<file:${path}`);
  }
});

Deno.test("the most telling sign decides and the others are named after it", () => {
  assert.equal(
    detect({ CI: "1", GITHUB_ACTIONS: "true", CLAUDECODE: "1" }, ["/.dockerenv"]),
    "github-actions ephemeral github-actions<env:GITHUB_ACTIONS ci<env:CI " +
      "claude-code<env:CLAUDECODE container<file:/.dockerenv",
  );
});

Deno.test("an override decides, and a wrong one is refused with the kinds there are", async () => {
  assert.equal(
    detect({ ORCHESTRATOR_ENV: "machine", CI: "1" }),
    "machine machine<override ci<env:CI",
  );
  const { expected } = await failureOf(
    "config.invalid",
    () => detect({ ORCHESTRATOR_ENV: "laptop" }),
  );
  assert.match(expected, /claude-code-web.*machine/);
});
