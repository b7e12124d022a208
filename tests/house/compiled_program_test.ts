import assert from "node:assert/strict";
import { chooserOf } from "../../scripts/compile/chooser.ts";
import { families } from "../../scripts/compile/families.ts";
import { packOf } from "../../scripts/compile/pack.ts";
import { WORKER } from "../../scripts/compile/parts.ts";
import { programFiles, scriptsOf } from "../../scripts/compile/scripts.ts";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";

Deno.test("every command of a family is in the command table, and in one family", () => {
  const paths = families().flatMap(({ entries }) => entries.map(({ path }) => path));
  assert.ok(paths.includes("status") && paths.includes("complete"));
  assert.equal(new Set(paths).size, paths.length);
});

Deno.test("a command that others begin with can be in no family", () => {
  const [status] = COMMAND_TABLE.filter(({ path }) => path === "status");
  assert.ok(status !== undefined);
  const table = [...COMMAND_TABLE, { ...status, path: "status everything" }];
  assert.throws(() => families(table), /"status" cannot be told by two words/);
  assert.throws(() => families([]), /There is no command "status"/);
});

Deno.test("a part lies in one script, by which commands load it", () => {
  const scripts = scriptsOf(
    new Map([
      ["look", [new Set(["shared", "look-entry"])]],
      ["work", [new Set(["shared", "work-entry"]), new Set(["shared", "seldom"])]],
      ["all", [
        new Set(["shared", "table", "init", "seldom"]),
        new Set(["table", "list", "seldom"]),
      ]],
    ]),
  );
  assert.deepEqual(
    scripts,
    new Map([
      ["core", ["shared"]],
      ["look", ["look-entry"]],
      ["work", ["seldom", "work-entry"]],
      ["all", ["table"]],
    ]),
  );
});

Deno.test("the program looks only for compiled code that is in it", () => {
  const scripts = new Map([["core", []], ["look", []], ["work", []]]);
  const chooser = chooserOf(programFiles(scripts, ["look"]));
  assert.match(chooser, /const prepared = \["look"\];/);
  assert.match(chooser, /const scripts = .*\["look",\["core","look"\]\]/);
  assert.match(chooserOf(programFiles(scripts, [])), /const prepared = \[\];/);
});

const ALL = `(function(require, module, load, WORKER_ADDRESS) {
  const { one } = require("one"), { two } = require("two"), { three } = require("three");
  const worker = new Worker(WORKER_ADDRESS(), { type: "module" });
  const answer = new Promise((resolve) => worker.onmessage = resolve);
  module.exports.default = load("node:path").then(async ({ sep }) => {
    const { data } = await answer;
    console.log(one.length, two.length, three, sep, data);
    Deno.exit(3);
  });
})`;

Deno.test("a program finds each part: in a script, plain or deflated in the pack, in a worker", async () => {
  const text = (name: string) =>
    `(function(require,module,load){module.exports.${name}="${"x".repeat(500)}"})`;
  const parts = new Map([
    ["all", ALL],
    ["one", text("one")],
    ["two", text("two")],
    [WORKER, "self.postMessage(import.meta.url.slice(0, 5));"],
  ]);
  const elsewhere = new Map([["three", "work"]]);
  const pack = packOf({ parts, elsewhere, plain: new Set(["two"]) });
  assert.ok(pack.length < 1400, `${pack.length} bytes`);
  const directory = Deno.makeTempDirSync();
  try {
    Deno.writeFileSync(`${directory}/rest.pack`, pack);
    const three = '({"three":(function(require,module,load){module.exports.three=3})})';
    Deno.writeTextFileSync(`${directory}/work.script`, three);
    const scripts = new Map([["work", ["three"]]]);
    Deno.writeTextFileSync(`${directory}/main.js`, chooserOf(programFiles(scripts, [])));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-config", "-A", `${directory}/main.js`, "list"],
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.equal(new TextDecoder().decode(stdout), "500 500 3 / data:\n");
    assert.equal(code, 3);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});
