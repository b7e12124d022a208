import assert from "node:assert/strict";
import { withScratch } from "../cli/support/scratch.ts";
import { findingsOf } from "./support/doctor_run.ts";

const VAULT = ".orchestrator/secrets/vault";

Deno.test("a file of the vault that is none of ours is an error, without any key", async () => {
  await withScratch(async (scratch) => {
    await scratch.run(["init"]);
    assert.equal((await scratch.run(["secrets", "init"])).code, 0);
    const whole = Deno.readTextFileSync(`${scratch.tree}/${VAULT}/vault.json`);
    scratch.write(`${VAULT}/${"0".repeat(32)}.json`, "<<<<<<< ours\n");
    const [conflict] = await findingsOf(scratch, "secrets");
    assert.equal(conflict?.severity, "error");
    assert.match(`${conflict?.evidence["problem"]}`, /conflict markers/);
    Deno.removeSync(`${scratch.tree}/${VAULT}/${"0".repeat(32)}.json`);
    scratch.write(`${VAULT}/vault.json`, whole.replace("vault_id", "another"));
    const [edited] = await findingsOf(scratch, "secrets");
    assert.equal(edited?.severity, "error");
    assert.match(`${edited?.evidence["path"]}`, /vault\.json$/);
  });
});
