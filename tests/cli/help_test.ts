import assert from "node:assert/strict";
import { KEYS } from "../../src/config/keys.ts";
import { RESERVED_NAMES } from "../../src/config/reserved_names.ts";
import { variableName } from "../../src/config/variable_name.ts";
import { programModules, textOf } from "../house/repository.ts";
import { withScratch } from "./support/scratch.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { COMMAND_GROUPS, COMMAND_TABLE, findCommand } from "../../src/cli/command_table.ts";
import { EXIT_CODE_ROWS } from "../../src/cli/help/exit_code_rows.ts";
import { EXIT } from "../../src/cli/exit_code.ts";
import { readCommandLine } from "../../src/cli/line/read_command_line.ts";
import { helpOutput } from "../../src/cli/help/help_output.ts";
import { topicText } from "../../src/cli/help/topic_text.ts";
import { TOPICS } from "../../src/cli/help/topics.ts";
import { parseArguments } from "../../src/cli/line/parse_arguments.ts";
import { splitWords } from "../../src/workflow/split_words.ts";
import { runWords } from "../support/run_orchestrator.ts";
import { isInstalled } from "../support/shells.ts";
import { runLine } from "./support/fake_context.ts";

const FIXTURES = new URL("./fixtures/help/", import.meta.url);

/** Set to write the pages as they are now; look at the difference before it is kept. */
const UPDATE = Deno.env.get("UPDATE_SNAPSHOTS") === "1";

const SHOWN = [
  "",
  "session",
  "trust",
  "config",
  ...TOPICS.map(({ name }) => name),
  ...COMMAND_TABLE.map((c) => c.path),
];

Deno.test("every help page is as its snapshot has it", () => {
  for (const topic of SHOWN) {
    const { text } = helpOutput(topic === "" ? [] : topic.split(" "), COMMAND_GROUPS);
    const file = new URL(`${topic === "" ? "overview" : topic.replaceAll(" ", "_")}.txt`, FIXTURES);
    if (UPDATE) Deno.writeTextFileSync(file, text);
    assert.equal(text, Deno.readTextFileSync(file), topic);
  }
});

Deno.test("--help shows the page of the command without running it", async () => {
  for (const { path } of COMMAND_TABLE) {
    const { code, out } = await runLine([...path.split(" "), "--help"]);
    assert.equal(code, 0);
    assert.equal(out, helpOutput(path.split(" "), COMMAND_GROUPS).text);
  }
});

Deno.test("the examples of every command are understood", () => {
  for (const { examples } of COMMAND_TABLE) {
    for (const [line] of examples) assertUnderstood(line);
  }
});

Deno.test("every page is narrow and its Markdown is shown as it is meant", () => {
  for (const { name, markdown } of TOPICS) {
    const text = topicText(markdown);
    for (const line of text.split("\n")) assert.ok(line.length <= 80, `${name}: ${line}`);
    assert.doesNotMatch(text, /^#|^```|\{\{exit codes\}\}|\*\*|<[a-z]+>$/m, name);
    assert.equal((markdown.match(/^```/gm) ?? []).length % 2, 0, name);
    assert.ok(text.endsWith("\n") && !text.endsWith("\n\n"), name);
  }
});

Deno.test({
  name: "the manual page names every command, and groff has nothing to say about it",
  ignore: !isInstalled("groff"),
  fn: async () => {
    const { text } = helpOutput(["man"], COMMAND_GROUPS);
    const groff = ["groff", "-man", "-Tutf8", "-ww", "-K", "utf8", "-P-cbou"] as const;
    const env = { PATH: Deno.env.get("PATH") ?? "" };
    const { code, stdout, stderr } = await runWords([...groff], { cwd: "/", env, stdin: text });
    assert.deepEqual([code, stderr], [0, ""]);
    for (const { path, hidden } of COMMAND_TABLE) {
      assert.equal(stdout.includes(`\n   ${path}\n`), hidden !== true, path);
    }
  },
});

Deno.test("the page for agents is short", () => {
  const page = TOPICS.find(({ name }) => name === "agents");
  assert.ok(page);
  assert.ok(topicText(page.markdown).split("\n").length < 150);
});

Deno.test("the commands that the pages name exist", () => {
  for (const { name, markdown } of TOPICS) {
    for (
      const [line] of markdown.matchAll(/\borchestrator (?!for\b|keeps\b)[a-z-]+(?: [a-z-]+)*/g)
    ) {
      const { entry } = readCommandLine(line.split(" ").slice(1), findCommand);
      assert.ok(entry, `${name}: ${line}`);
    }
  }
});

Deno.test("the commands in the blocks of the pages are understood", () => {
  let lines = 0;
  for (const { markdown } of TOPICS) {
    for (const [block] of markdown.matchAll(/^```\n[^]*?^```$/gm)) {
      for (const [line] of block.matchAll(/^orchestrator (?:(?! {2,}| >).)+/gm)) {
        assertUnderstood(line);
        lines++;
      }
    }
  }
  assert.ok(lines > 10, `${lines}`);
});

Deno.test("the workflow on the page about workflow.yaml is one", async () => {
  const page = TOPICS.find(({ name }) => name === "workflow-yaml")?.markdown ?? "";
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", /^```yaml\n([^]*?)^```$/m.exec(page)?.[1] ?? "");
    const { code, out, err } = await scratch.run(["validate"]);
    assert.equal(code, 0, out + err);
    assert.equal((await scratch.run(["start", "Try it"])).code, 0);
  });
});

Deno.test("the page about the environment names the variables that the program reads, and no other", () => {
  const page = TOPICS.find(({ name }) => name === "environment")?.markdown ?? "";
  const named = new Set(page.match(/\bORCHESTRATOR_[A-Z_]+/g));
  const sources = programModules()
    .filter((path) => !/(?:legacy|reserved_names)\.ts$/.test(path)).map(textOf).join("\n");
  const settings = Object.keys(KEYS).map((key) => variableName(key));
  for (const name of named) assert.ok(sources.includes(name) || settings.includes(name), name);
  for (const name of RESERVED_NAMES.filter((reserved) => sources.includes(`"${reserved}"`))) {
    assert.ok(named.has(name), name);
  }
});

Deno.test("every exit code is on the page of exit codes, once", () => {
  assert.deepEqual(EXIT_CODE_ROWS.map(([code]) => code), Object.values(EXIT));
});

Deno.test("help for what does not exist is a usage error with the nearest name", async () => {
  const { code, err } = await runLine(["help", "agnets"]);
  assert.equal(code, 2);
  assert.match(err, /did you mean "agents"\?/);
});

function assertUnderstood(line: string): void {
  const words = splitWords(line);
  assert.ok(words, line);
  const { entry, rest } = readCommandLine(words.slice(1), findCommand);
  assert.ok(entry, line);
  parseArguments(entry, legacyFlagsOf(entry.path), rest);
}
