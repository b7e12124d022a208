import assert from "node:assert/strict";
import { OutputError } from "../../src/cli/context.ts";
import { VERSION } from "../../src/cli/version.ts";
import { runLine } from "./support/fake_context.ts";

Deno.test("the version is one line, or one document", async () => {
  for (const line of [["--version"], ["-v"]]) {
    assert.deepEqual(await runLine(line), { code: 0, out: `orchestrator ${VERSION}\n`, err: "" });
  }
  const { out } = await runLine(["--version", "--json"]);
  assert.deepEqual(JSON.parse(out), { schema: "orchestrator.version/1", version: VERSION });
});

Deno.test("no command shows the help and exits 1, a group or --help exits 0", async () => {
  assert.equal((await runLine([])).code, 1);
  assert.equal((await runLine(["--help"])).code, 0);
  assert.equal((await runLine(["session"])).code, 0);
  assert.match((await runLine(["session"])).out, /session switch/);
});

Deno.test("a mistyped command is a usage error with the nearest name", async () => {
  const { code, out, err } = await runLine(["statsu"]);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, /^error: .*there is no command "statsu", did you mean "status"\?$/m);
  assert.match(err, /^ {2}fix: orchestrator help$/m);
});

Deno.test("a mistyped command of a group is compared with the commands of the group", async () => {
  const { code, err } = await runLine(["session", "lst"]);
  assert.equal(code, 2);
  assert.match(err, /did you mean "session list"\?/);
});

Deno.test("with --json an error is one document on stdout and nothing on stderr", async () => {
  for (const line of [["complete", "--json"], ["--json", "nope"], ["log", "--root", "--json"]]) {
    const { code, out, err } = await runLine(line);
    assert.notEqual(code, 0);
    assert.equal(err, "", line.join(" "));
    const document = JSON.parse(out);
    assert.equal(document.schema, "orchestrator.error/1");
    assert.deepEqual(Object.keys(document.error).filter((key) => key !== "details"), [
      "code",
      "message",
      "fix",
    ]);
  }
});

Deno.test("an unknown flag before a command is a usage error", async () => {
  const { code, err } = await runLine(["--frobnicate", "status"]);
  assert.equal(code, 2);
  assert.match(err, /--frobnicate/);
});

Deno.test("a flag without effect is accepted and said on stderr", async () => {
  const { err } = await runLine(["finish", "--no-push"], { cwd: "/" });
  assert.match(err, /^note: --no-push has no effect: finish commits and pushes nothing$/m);
});

Deno.test("a closed pipe ends quietly with 141", async () => {
  const out = () => {
    throw new OutputError("Broken pipe", true);
  };
  assert.deepEqual(await runLine(["help"], { out }), { code: 141, out: "", err: "" });
});

Deno.test("an output that cannot be written exits 74 and says why", async () => {
  const out = () => {
    throw new OutputError("No space left on device", false);
  };
  for (const line of [["help"], ["nope", "--json"]]) {
    const { code, err } = await runLine(line, { out });
    assert.equal(code, 74);
    assert.match(err, /^error: Cannot write the output: No space left on device$/m);
  }
});

Deno.test("anything unexpected is a bug in one line without a stack, exit 70", async () => {
  let calls = 0;
  const out = () => {
    if (calls++ === 0) throw new TypeError("x is not\na function");
  };
  const { code, err } = await runLine(["help"], { out });
  assert.equal(code, 70);
  assert.match(err, /^bug: TypeError: x is not\\na function$/m);
  assert.doesNotMatch(err, /at .*:\d+/);
});

Deno.test("ORCHESTRATOR_DEBUG=1 shows where a bug is, indented", async () => {
  const out = () => {
    throw new TypeError("x");
  };
  const { err } = await runLine(["help"], { out, env: { ORCHESTRATOR_DEBUG: "1" } });
  assert.match(err, /^ {2,}at /m);
});
