import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { isPlainWord } from "../../src/cli/completion/is_plain_word.ts";
import { readCursor } from "../../src/cli/completion/cursor.ts";
import { offerAt } from "../../src/cli/completion/offer.ts";
import { SCRIPTS } from "../../src/cli/completion/scripts.ts";
import { SHELLS } from "../../src/cli/completion/shells.ts";
import { runLine } from "./support/fake_context.ts";
import { SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

/** The words of the program that fit after some words, without their descriptions. */
function offered(...words: readonly string[]): readonly string[] {
  const current = words.at(-1) ?? "";
  const cursor = readCursor(words.slice(0, -1), COMMAND_TABLE);
  return offerAt(cursor, current, COMMAND_TABLE).words.map(({ value }) => value)
    .filter((value) => value.startsWith(current));
}

/** What has to be looked up after some words. */
function lookup(...words: readonly string[]): string | null {
  const cursor = readCursor(words.slice(0, -1), COMMAND_TABLE);
  return offerAt(cursor, words.at(-1) ?? "", COMMAND_TABLE).lookup;
}

Deno.test("every command that is shown can be reached word by word", () => {
  for (const { path, hidden } of COMMAND_TABLE) {
    const words = path.split(" ");
    words.forEach((word, index) => {
      const fits = offered(...words.slice(0, index), "").includes(word);
      assert.equal(fits, hidden !== true, words.slice(0, index + 1).join(" "));
    });
  }
});

Deno.test("every flag of a command is offered after it, and not again when it is given", () => {
  for (const { path, flags, hidden } of COMMAND_TABLE) {
    if (hidden === true) continue;
    const words = path.split(" ");
    const values = offered(...words, "--");
    for (const { name, kind } of flags) {
      assert.ok(values.includes(`--${name}`), `${path} --${name}`);
      const again = offered(...words, `--${name}=x`, "--").includes(`--${name}`);
      assert.equal(again, kind === "list", `${path} --${name}`);
    }
    assert.ok(values.includes("--json") && values.includes("--session"), path);
  }
});

Deno.test("values are looked up by what the table says or what they are called", () => {
  assert.equal(lookup("complete", ""), "open-item");
  assert.equal(lookup("--json", "complete", "--notes", "x", ""), "open-item");
  assert.equal(lookup("complete", "one", ""), null);
  assert.equal(lookup("complete", "--notes", ""), null);
  assert.equal(lookup("complete", "--notes-file", ""), "file");
  assert.equal(lookup("start", "--workflow=", "x"), null);
  assert.equal(lookup("start", "--workflow="), "file");
  assert.equal(lookup("approve", "-p", ""), "phase");
  assert.equal(lookup("session", "show", ""), "session");
  assert.equal(lookup("workflow", "switch", ""), "session");
  assert.equal(lookup("--session", ""), "session");
  assert.equal(lookup("status", "--root", ""), "directory");
  assert.equal(lookup("help", ""), "topic");
  assert.deepEqual(offered("completion", ""), SHELLS);
  assert.deepEqual(offered("complete", "--", "--n"), []);
  assert.equal(lookup("complete", "--", "-"), "open-item");
});

Deno.test("only what every shell takes for one plain word is offered as an id", () => {
  for (const word of ["write_tests", "261122-x7k2qf", "PLAN", "ZWEI_Ö", "a.b/c+d", "1"]) {
    assert.ok(isPlainWord(word), word);
  }
  for (
    const word of [
      ..." \t\n\r\0$`'\"\\;&|<>()[]{}*?!~#=:@%^,\u001b\u202e\u0301",
      "-a",
      "",
      "a b",
      "a$(b)",
      "x".repeat(129),
    ]
  ) {
    assert.equal(isPlainWord(word), false, JSON.stringify(word));
    if (word.length === 1) assert.equal(isPlainWord(`a${word}`), false, JSON.stringify(word));
  }
});

Deno.test("the items that are open, all items and the phases are found in the session that is meant", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "First"]);
    await scratch.run(["start", "Second", "--parallel"]);
    await scratch.run(["complete", "look"]);
    const list = JSON.parse((await scratch.run(["session", "list", "--json"])).out);
    const second = list.sessions.find(({ task }: { task: string }) => task === "Second").id;
    async function values(...words: readonly string[]): Promise<readonly string[]> {
      const { code, out, err } = await scratch.run(["__complete", "--", ...words]);
      assert.deepEqual([code, err], [0, ""]);
      return out.split("\n").filter((line) => line !== "").map((line) => line.split("\t")[0] ?? "");
    }
    assert.deepEqual(await values("complete", ""), ["plan", "gate"]);
    assert.deepEqual(await values("--session", second, "complete", ""), ["look", "plan", "gate"]);
    assert.deepEqual(await values("approve", "--phase", ""), ["PLAN", "BUILD"]);
    assert.deepEqual(await values("approve", "--phase=B"), ["--phase=BUILD"]);
    assert.deepEqual(await values("session", "switch", second), [second]);
    assert.equal((await values("session", "show", "")).length, 2);
    assert.deepEqual(await values("session", "switch", `"${second.slice(0, 8)}`), [second]);
    assert.deepEqual(await values("start", "-w", ""), [":files"]);
    assert.deepEqual(await values("help", "exit"), ["exit-codes"]);
    assert.deepEqual(await values("help", "session", "s"), ["show", "switch"]);
  });
});

Deno.test("a shell without a script is a usage error that names those that have one", async () => {
  const near = await runLine(["completion", "powershel"]);
  assert.deepEqual([near.code, /did you mean "powershell"\?/.test(near.err)], [2, true]);
  const far = await runLine(["completion", "command.com"]);
  assert.deepEqual([far.code, /bash, zsh, fish, powershell, nushell/.test(far.err)], [2, true]);
});

Deno.test("every script asks the program and takes its answer as text", () => {
  for (const shell of SHELLS) {
    const script = SCRIPTS[shell];
    assert.match(script, /__complete ["']?--["']?/, shell);
    // Comments say how to install it, and may evaluate the script itself.
    const code = script.split("\n").filter((line) => !line.startsWith("#")).join("\n");
    assert.doesNotMatch(code, /\beval\b|Invoke-Expression|\bsource\b/, shell);
  }
});

// Neither shell can be had from Debian, so these two are read and not run.
Deno.test("the scripts of powershell and nushell have balanced brackets and the parts their shells ask for", () => {
  for (const shell of ["powershell", "nushell"] as const) {
    const code = SCRIPTS[shell].replaceAll(/^#.*$/gm, "").replaceAll(/"[^"\n]*"|'[^'\n]*'/g, "");
    for (const [open = "", close = ""] of ["{}", "()", "[]"].map((pair) => pair.split(""))) {
      assert.equal(code.split(open).length, code.split(close).length, `${shell}: ${open}${close}`);
    }
  }
  assert.match(SCRIPTS.powershell, /Register-ArgumentCompleter -Native -CommandName orchestrator/);
  assert.match(SCRIPTS.powershell, /CompletionResult\]::new\(\$value, \$value, 'ParameterValue'/);
  assert.match(SCRIPTS.nushell, /\$env\.config\.completions\.external\.completer = \{\|spans\|/);
});
