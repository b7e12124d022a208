import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";
import type { Ran } from "./support/fake_context.ts";

/** A repository with a house, a user's configuration directory, and a session if it is asked for. */
async function inRepository(
  test: (scratch: Scratch, user: string) => Promise<void>,
  started = false,
): Promise<void> {
  await withScratch(async (scratch) => {
    const user = `${scratch.env["HOME"]}/.config/orchestrator`;
    Deno.mkdirSync(user, { recursive: true });
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    const line = started ? ["start", "Build it"] : ["config", "unset", "lock.timeout"];
    assert.equal((await scratch.run(line)).code, 0);
    await test(scratch, user);
  });
}

const CONFIG = ".orchestrator/config.yaml";

async function json(scratch: Scratch, line: readonly string[], env = {}) {
  const { code, out } = await scratch.run([...line, "--json"], { env });
  assert.equal(code, 0, out);
  return JSON.parse(out);
}

async function valueAndOrigin(scratch: Scratch, key: string, env = {}): Promise<unknown[]> {
  const { value, origin } = await json(scratch, ["config", "get", key], env);
  return [value, origin];
}

Deno.test("each layer wins over those after it, and the origin says which it was", () =>
  inRepository(async (scratch, user) => {
    const get = (env = {}) => valueAndOrigin(scratch, "lock.timeout", env);
    assert.deepEqual(await get(), [10, "default"]);
    Deno.writeTextFileSync(`${user}/config.yaml`, "# mine\nlock: { timeout: 7 }\n");
    assert.deepEqual(await get(), [7, `${user}/config.yaml:2:9`]);
    scratch.write(CONFIG, "\nlock.timeout: 8\n");
    assert.deepEqual(await get(), [8, `${scratch.tree}/${CONFIG}:2:1`]);
    const env = { ORCHESTRATOR_LOCK_TIMEOUT: "9" };
    assert.deepEqual(await get(env), [9, "env:ORCHESTRATOR_LOCK_TIMEOUT"]);
    const why = await json(scratch, ["config", "why", "lock.timeout"], env);
    assert.deepEqual(
      why.candidates.map(({ value, fate }: { value: unknown; fate: string }) => [value, fate]),
      [[9, "wins"], [8, "overridden"], [7, "overridden"], [10, "overridden"]],
    );
  }));

Deno.test("a flag of a command wins over everything, and its wrong value is named", () =>
  inRepository(async (scratch, user) => {
    Deno.writeTextFileSync(`${user}/config.yaml`, "trust.start: grant\n");
    const env = { ORCHESTRATOR_TRUST_START: "ask" };
    const refused = await scratch.run(["start", "Build it", "--trust", "refuse"], { env });
    assert.equal(refused.code, 77);
    const wrong = await scratch.run(["start", "Build it", "--trust", "maybe"], { env });
    assert.equal(wrong.code, 78);
    assert.match(wrong.err, /"trust\.start" from flag:--trust: "maybe" is not one of grant, ask/);
    const started = await scratch.run(["start", "Build it", "--trust", "grant"], { env });
    assert.match(started.err, /note: granted: 1 command/);
  }));

Deno.test("config set writes what config get reads, and leaves the rest of the file alone", () =>
  inRepository(async (scratch) => {
    const text =
      "# how long\r\nlock.timeout:   '3'   # was 5\r\nworkflow: { require_human_approval: no }\r\n";
    scratch.write(CONFIG, text);
    assert.equal((await scratch.run(["config", "set", "lock.timeout", "4.5"])).code, 0);
    assert.equal(scratch.read(CONFIG), text.replace("'3'", "4.5"));
    await scratch.run(["config", "set", "workflow.require_human_approval", "yes"]);
    assert.equal(scratch.read(CONFIG), text.replace("'3'", "4.5").replace("no }", "true }"));
    assert.deepEqual(await json(scratch, ["config", "set", "lock.timeout", "4.5"]), {
      schema: "orchestrator.config-set/1",
      key: "lock.timeout",
      value: 4.5,
      target: "repository",
      path: `${scratch.tree}/${CONFIG}`,
      result: "unchanged",
    });
  }));

Deno.test("a key that no repository may set goes to the user's file, and only there", () =>
  inRepository(async (scratch, user) => {
    assert.equal((await scratch.run(["config", "set", "trust.start", "ask"])).code, 0);
    assert.equal(Deno.readTextFileSync(`${user}/config.yaml`), "trust.start: ask\n");
    const refused = await scratch.run(["config", "set", "trust.start", "ask", "--repo"]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /fix: orchestrator config set trust\.start .* --user/);
    scratch.write(CONFIG, "trust.start: grant\n");
    const show = await scratch.run(["config", "show", "--all"]);
    assert.match(show.err, /warning: trust\.start in .*config\.yaml:1:1 is ignored/);
    assert.match(show.out, /trust\.start = ask\n {4}grant .*ignored, because no repository/);
  }));

Deno.test("several words make a list, and a linked file of the user stays a link", () =>
  inRepository(async (scratch, user) => {
    const dotfiles = `${scratch.env["HOME"]}/dotfiles.yaml`;
    Deno.writeTextFileSync(dotfiles, "# dotfiles\n");
    Deno.symlinkSync(dotfiles, `${user}/config.yaml`);
    const set = ["config", "set", "snapshot.recipients", "age1a", "age1b"];
    assert.equal((await scratch.run(set)).code, 0);
    assert.equal(
      Deno.readTextFileSync(dotfiles),
      "# dotfiles\nsnapshot.recipients: [age1a, age1b]\n",
    );
    assert.ok(Deno.lstatSync(`${user}/config.yaml`).isSymlink);
    assert.equal(
      (await scratch.run(["config", "get", "snapshot.recipients"])).out,
      "age1a\nage1b\n",
    );
  }));

Deno.test("config set says which layer wins over the file, and when a grant is needed", () =>
  inRepository(async (scratch) => {
    const env = { ORCHESTRATOR_LOCK_TIMEOUT: "9" };
    const set = await scratch.run(["config", "set", "lock.timeout", "4"], { env });
    assert.match(set.err, /note: env:ORCHESTRATOR_LOCK_TIMEOUT wins over this file/);
    const dangerous = await scratch.run(["config", "set", "verification.env", "minimal"]);
    assert.match(
      dangerous.err,
      /note: it counts only once it is granted: orchestrator trust grant/,
    );
  }));

Deno.test("an unknown key is an error in config set, and a warning in a file", () =>
  inRepository(async (scratch) => {
    const set = await scratch.run(["config", "set", "lock.timout", "4"]);
    assert.equal(set.code, 2);
    assert.match(set.err, /did you mean "lock\.timeout"\?/);
    scratch.write(CONFIG, "a: 1\nlock.timout: 4\n");
    const started = await scratch.run(["start", "Build it"]);
    assert.equal(started.code, 0);
    assert.match(
      started.err,
      /warning: unknown key lock\.timout in .*config\.yaml:2:1, did you mean lock\.timeout\?/,
    );
    assert.equal(started.err.match(/lock\.timout/g)?.length, 1);
    assert.equal((await scratch.run(["config", "unset", "lock.timout"])).code, 0);
    assert.equal(scratch.read(CONFIG), "a: 1\n");
  }));

/** Commands that need a key, and commands that can do without one. */
const NEEDS = [
  ["complete", "look"],
  ["skip", "look", "-r", "There is nothing to see"],
  ["approve-item", "gate"],
  ["advance", "--force"],
  ["config", "set", "lock.timeout", "3"],
  ["config", "unset", "lock.timeout"],
];
const READS = [
  ["status"],
  ["log"],
  ["session", "list"],
  ["trust", "show"],
  ["config", "show"],
  ["config", "why", "lock.timeout"],
  ["config", "keys"],
];

Deno.test("a file that cannot be parsed stops what needs a key, and is reported by the others", () =>
  inRepository(async (scratch) => {
    scratch.write(CONFIG, "lock.timeout: 5\nother: [1\n");
    for (const line of NEEDS) {
      const { code, err } = await scratch.run(line);
      assert.equal(code, 78, `${line.join(" ")}: ${err}`);
      assert.match(err, new RegExp(`Cannot read the configuration: ${scratch.tree}/${CONFIG}:3:1`));
    }
    const reports = new Set(["status", "trust show", "config show", "config why lock.timeout"]);
    for (const line of READS) {
      const { code, err } = await scratch.run(line);
      assert.equal(code, 0, line.join(" "));
      const isReported = /warning: .*config\.yaml: line 3, column 1: .*left out/.test(err);
      assert.equal(isReported, reports.has(line.join(" ")), `${line.join(" ")}: ${err}`);
    }
  }, true));

Deno.test("a wrong value does not stop the command that mends it", () =>
  inRepository(async (scratch) => {
    scratch.write(CONFIG, "lock.timeout: soon\n");
    const { code, err } = await scratch.run(["complete", "look"]);
    assert.equal(code, 78);
    assert.match(err, /config\.yaml:1:1: "soon" is not a number of seconds/);
    assert.equal((await scratch.run(["config", "set", "lock.timeout", "5"])).code, 0);
    assert.equal((await scratch.run(["complete", "look"])).code, 0);
  }, true));

Deno.test("a variable of another type is named by everything that needs its key", () =>
  inRepository(async (scratch) => {
    const env = { ORCHESTRATOR_LOCK_TIMEOUT: "soon" };
    const runs: Ran[] = [
      await scratch.run(["complete", "look"], { env }),
      await scratch.run(["config", "get", "lock.timeout"], { env }),
    ];
    for (const { code, err } of runs) {
      assert.equal(code, 78);
      assert.match(err, /from env:ORCHESTRATOR_LOCK_TIMEOUT: "soon" is not/);
      assert.match(err, /fix: unset ORCHESTRATOR_LOCK_TIMEOUT/);
    }
    const why = await scratch.run(["config", "why", "lock.timeout"], { env });
    assert.equal(why.code, 0);
    assert.match(why.out, /soon .*no value of this key: commands that need it exit 78/);
    assert.equal((await scratch.run(["status"], { env })).code, 0);
  }, true));

Deno.test("the predecessor's files are shown where they lie and stop nothing", () =>
  inRepository(async (scratch, user) => {
    const old = `${scratch.env["HOME"]}/.orchestrator`;
    Deno.mkdirSync(old);
    Deno.writeTextFileSync(`${old}/config.yaml`, "learning:\n  session_window: 10\n");
    Deno.writeTextFileSync(`${user}/config.yaml`, "claude_binary: claude\nsecrets_repo: me/s\n");
    scratch.write(".orchestrator.yaml", 'test_command: "true"\n');
    const { code, out, err } = await scratch.run(["config", "show", "--origin"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.deepEqual(out.split("\n"), [
      `workflow.settings.test_command = true  (${scratch.tree}/.orchestrator.yaml:1:1)`,
      "Of the predecessor, and without effect:",
      `  claude_binary = claude  (${user}/config.yaml:1:1)`,
      `  secrets_repo = me/s  (${user}/config.yaml:2:1)`,
      `  learning = a mapping or a list of lists  (${old}/config.yaml:1:1)`,
      "",
    ]);
    assert.equal((await scratch.run(["config", "get", "secrets_repo"])).out, "me/s\n");
    const started = await scratch.run(["start", "Build it"]);
    assert.equal(started.code, 0);
    assert.doesNotMatch(started.err, /unknown key/);
  }));

Deno.test("config migrate moves the predecessor's user file and moves it back", () =>
  inRepository(async (scratch, user) => {
    const old = `${scratch.env["HOME"]}/.orchestrator/config.yaml`;
    const kept = `${user}/legacy/config.yaml`;
    const text = "learning:\r\n  session_window: 10   \n";
    Deno.mkdirSync(old.slice(0, old.lastIndexOf("/")));
    Deno.writeTextFileSync(old, text);
    const without = await scratch.run(["config", "migrate"]);
    assert.equal(without.code, 2);
    await scratch.run(["config", "migrate", "--user", "--dry-run"]);
    assert.equal(Deno.readTextFileSync(old), text);
    assert.equal((await scratch.run(["config", "migrate", "--user"])).code, 0);
    assert.equal(Deno.readTextFileSync(kept), text);
    assert.throws(() => Deno.lstatSync(old), Deno.errors.NotFound);
    Deno.writeTextFileSync(old, "another: 1\n");
    const occupied = await scratch.run(["config", "migrate", "--user"]);
    assert.equal(occupied.code, 73);
    Deno.removeSync(old);
    assert.equal((await scratch.run(["config", "migrate", "--user", "--rollback"])).code, 0);
    assert.equal(Deno.readTextFileSync(old), text);
    assert.throws(() => Deno.lstatSync(kept), Deno.errors.NotFound);
  }));

Deno.test("text of a file cannot put escape sequences on the terminal", () =>
  inRepository(async (scratch, user) => {
    Deno.writeTextFileSync(
      `${user}/config.yaml`,
      'snapshot.identity: "a\\u202Eb"\nclaude_binary: "\\e[2J"\n',
    );
    for (const line of [["config", "show", "--all"], ["config", "get", "snapshot.identity"]]) {
      const { out, err } = await scratch.run(line);
      assert.doesNotMatch(out + err, /\p{Cf}|(?!\n)\p{Cc}/u);
    }
  }));

Deno.test("without a home directory the user's file is said to be missing", () =>
  inRepository(async (scratch) => {
    const { code, err } = await scratch.run(["config", "set", "trust.start", "ask"], {
      env: { HOME: "" },
    });
    assert.equal(code, 73);
    assert.match(err, /HOME is not set/);
    assert.equal((await scratch.run(["config", "show"], { env: { HOME: "" } })).code, 0);
  }));
