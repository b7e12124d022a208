import assert from "node:assert/strict";
import { canaryOf, findCanaries } from "../support/canary_forms.ts";
import { jsonOf, listAt, textAt } from "../support/json.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { atTerminal, HAS_TERMINAL, type Screen, type Turn } from "../support/terminal.ts";

const ignore = !HAS_TERMINAL;
const VALUE = "typed & säcret 4711";
const ASKED: Turn = ["Value of API_KEY, for this once: ", `${VALUE}\r`];

/** Prints a digest of what it got and a digest only; fails without it. */
const SHOW = 'test -n "$API_KEY" && printf %s "$API_KEY" | sha256sum';

const WORKFLOW = `name: Typed
version: "1.0"
phases:
  - id: PLAN
    name: Plan
    items:
      - id: deploy
        name: Deploy
        secrets: [API_KEY]
        verification: { type: command, command: "sh deploy.sh" }
`;

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}

function assertHidden({ text }: Screen, value: string): void {
  const bytes = new TextEncoder();
  const canary = canaryOf("what is typed", bytes.encode(value));
  assert.ok(canary !== null);
  assert.deepEqual(findCanaries(bytes.encode(text), [canary]), [], text);
}

Deno.test({
  name: "a passphrase that is typed is not on the screen, an ordinary answer is",
  ignore,
  async fn() {
    using repository = makeRepository({ workflow: WORKFLOW });
    repository.canaries.manage("passphrase", VALUE);
    const env = { ORCHESTRATOR_TRUST_START: "ask" };
    const start = "orchestrator start Typed";
    const started = await atTerminal(repository, start, [["[y/N] ", "yes\r"]], env);
    assert.equal(started.code, 0, started.text);
    assert.match(started.text, /\[y\/N\] yes/, "the terminal does not echo at all");
    const twice: readonly Turn[] = [
      ["Passphrase: ", `${VALUE}\r`],
      ["The same again: ", `${VALUE}\r`],
    ];
    const made = await atTerminal(repository, "orchestrator snapshot export a.orcsnap", twice);
    assert.equal(made.code, 0, made.text);
    assertHidden(made, VALUE);
    const [once = ["", ""] as const] = twice;
    const opened = await atTerminal(repository, "orchestrator snapshot verify a.orcsnap", [once]);
    assert.equal(opened.code, 0, opened.text);
    assertHidden(opened, VALUE);
    const other: readonly Turn[] = [once, ["The same again: ", "another\r"]];
    const unequal = await atTerminal(repository, "orchestrator snapshot export b.orcsnap", other);
    assert.equal(unequal.code, 2, unequal.text);
    assert.equal(repository.exists("b.orcsnap"), false);
  },
});

Deno.test({
  name: "what is typed can be corrected, and Ctrl-C ends the command and not the terminal",
  ignore,
  async fn() {
    using repository = makeRepository();
    await repository.done(["init"]);
    const line = `orchestrator secrets exec --only API_KEY -- sh -c '${SHOW}'`;
    const keys = `wrong\u0015${VALUE}!\u007f\r`;
    const corrected = await atTerminal(repository, line, [[ASKED[0], keys]]);
    assert.equal(corrected.code, 0, corrected.text);
    assert.ok(corrected.text.includes(await digest(VALUE)), corrected.text);
    const ended = await atTerminal(repository, `${line}; stty -a; exit 7`, [[ASKED[0], "x\u0003"]]);
    assert.equal(ended.code, 7);
    assert.match(ended.text, / echo /);
    assert.doesNotMatch(ended.text, /sha256|-echo /);
  },
});

Deno.test({
  name: "a secret that no source has is typed for one program, and kept nowhere",
  ignore,
  async fn() {
    using repository = makeRepository({ workflow: WORKFLOW });
    repository.canaries.manage("API_KEY", VALUE);
    repository.write("deploy.sh", `${SHOW}\nprintf '%s\\n' "$API_KEY"\n`);
    await repository.done(["start", "Typed"]);
    const exec = `orchestrator secrets exec --only API_KEY -- sh -c '${SHOW}'`;
    const ran = await atTerminal(repository, exec, [ASKED]);
    assert.equal(ran.code, 0, ran.text);
    assert.ok(ran.text.includes(await digest(VALUE)), ran.text);
    assertHidden(ran, VALUE);
    const length = "orchestrator secrets get API_KEY --reveal";
    const got = await atTerminal(repository, length, [ASKED]);
    assert.equal(got.code, 0);
    assert.equal(got.text.split(VALUE).length, 2, "it is shown once, because it was asked for");
    const completed = await atTerminal(repository, "orchestrator complete deploy", [ASKED]);
    assert.equal(completed.code, 0, completed.text);
    assertHidden(completed, VALUE);
    const log = await repository.run(["log", "--json"]);
    assert.ok(log.stdout.includes(await digest(VALUE)));
  },
});

Deno.test({
  name: "nobody is asked for a secret that is there, is only looked for, or is empty",
  ignore,
  async fn() {
    using repository = makeRepository({ workflow: WORKFLOW });
    await repository.done(["start", "Typed"]);
    const source = await atTerminal(repository, "orchestrator secrets source API_KEY", []);
    assert.equal(source.code, 1);
    assert.match(source.text, /API_KEY: \(not found, so it is asked for here\)/);
    assert.match(source.text, /the terminal: asks you/);
    const sources = await atTerminal(repository, "orchestrator secrets sources", []);
    assert.match(sources.text, /✓ the terminal: /);
    const tried = await atTerminal(repository, "orchestrator secrets test API_KEY", []);
    assert.equal(tried.code, 1);
    const doctor = await atTerminal(repository, "orchestrator secrets doctor", []);
    assert.equal(doctor.code, 1);
    const strict = "orchestrator start Again --parallel --require-secrets";
    assert.equal((await atTerminal(repository, strict, [])).code, 1);
    const nothing: Turn = [ASKED[0], "\r"];
    const empty = await atTerminal(repository, "orchestrator secrets get API_KEY --reveal", [
      nothing,
    ]);
    assert.equal(empty.code, 66, empty.text);
    await repository.done(["secrets", "set", "API_KEY"], { stdin: VALUE });
    const kept = await atTerminal(repository, "orchestrator secrets get API_KEY --reveal", []);
    assert.equal(kept.code, 0, kept.text);
    assert.ok(kept.text.includes(VALUE));
  },
});

for (
  const [why, flags, env] of [
    ["with --no-input", " --no-input", {}],
    ["where CI is set", "", { CI: "true" }],
    ["for an agent", "", { CLAUDECODE: "1" }],
    ["into a pipe", " | cat", {}],
  ] as const
) {
  Deno.test({
    name: `nobody is asked for a secret ${why}`,
    ignore,
    async fn() {
      using repository = makeRepository({ workflow: WORKFLOW });
      repository.write("deploy.sh", SHOW);
      await repository.done(["start", "Typed"]);
      for (const command of ["secrets get API_KEY --reveal", "complete deploy"]) {
        const { text } = await atTerminal(repository, `orchestrator ${command}${flags}`, [], env);
        assert.doesNotMatch(text, /Value of/);
        assert.match(text, /Cannot find the secret API_KEY/);
      }
    },
  });
}

Deno.test("without a terminal the prompt is a source that cannot be used", async () => {
  using repository: RepositoryFixture = makeRepository();
  await repository.done(["init"]);
  const sources = listAt(await repository.json(["secrets", "sources"]), "sources");
  const last = sources.at(-1);
  assert.ok(last !== undefined);
  assert.equal(textAt(last, "source"), "prompt");
  const found = await repository.run(["secrets", "source", "NONE", "--json"]);
  const asked = listAt(jsonOf(found), "sources").at(-1);
  assert.ok(asked !== undefined);
  assert.deepEqual([textAt(asked, "source"), textAt(asked, "why")], ["prompt", "no_terminal"]);
  const missing = await repository.run(["secrets", "get", "NONE"]);
  assert.doesNotMatch(missing.stderr, /terminal|nobody/);
});
