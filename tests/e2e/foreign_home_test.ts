import assert from "node:assert/strict";
import { readTree } from "../support/file_tree.ts";
import { makeRepository } from "../support/repository_fixture.ts";
import { runs } from "../support/file_rights.ts";
import { textAt } from "../support/json.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** Somebody who owns nothing on this machine. */
const USER = "65534";

const AS_USER = ["setpriv", `--reuid=${USER}`, `--regid=${USER}`, "--clear-groups", "--"];

// Only root can give directories away, and only others are kept from following them.
Deno.test({
  name: "an .orchestrator above in a directory of another user is neither used nor touched",
  ignore: Deno.uid() !== 0 || !runs([...AS_USER, "true"]),
  async fn() {
    using repository = makeRepository({ git: false, workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Theirs"]);
    const mine = repository.at("mine");
    Deno.mkdirSync(mine);
    assert.ok(runs(["chown", "-R", USER, mine, `${repository.base}/state`]));
    assert.ok(runs(["chmod", "-R", "a+rX", repository.base]));
    const theirs = readTree(repository.at(".orchestrator"));
    const here = { cwd: mine, prefix: AS_USER };
    const paths = await repository.json(["paths", "--explain"], here);
    assert.equal(textAt(paths, "home"), mine);
    assert.match((await repository.done(["status"], here)).stdout, /^No active workflow/);
    for (const args of [["complete", "plain"], ["doctor", "--fix"], ["start", "Mine"]]) {
      await repository.run(args, here);
    }
    assert.match((await repository.done(["status"], here)).stdout, /Mine/);
    assert.deepEqual(readTree(repository.at(".orchestrator")), theirs);
  },
});
