import assert from "node:assert/strict";
import { childEnvironment } from "../../src/cli/child_environment.ts";

Deno.test("commands of a workflow do not inherit the keys to our secrets", () => {
  const withheld = {
    ORCHESTRATOR_PASSPHRASE: "x",
    ORCHESTRATOR_VAULT_PASSPHRASE: "x",
    ORCHESTRATOR_SECRET_TOKEN: "x",
    SECRETS_PASSWORD: "x",
    SOPS_AGE_KEY: "x",
  };
  const inherited = { PATH: "/bin", TOKEN: "y", ORCHESTRATOR_SESSION: "z", MY_SOPS: "w" };
  assert.deepEqual(childEnvironment({ ...withheld, ...inherited }, "inherit"), inherited);
});
