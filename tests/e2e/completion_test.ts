import assert from "node:assert/strict";
import { textAt } from "../support/json.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import { runWords } from "../support/run_orchestrator.ts";
import { completedBy, isInstalled, SHELLS } from "../support/shells.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** What no terminal may get from us, but the line end. */
const CONTROLS = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;

for (const shell of SHELLS) {
  const ignore = !isInstalled(shell);

  Deno.test({
    name: `${shell} completes commands, flags and ids`,
    ignore,
    fn: async () => {
      using repository = makeRepository({ workflow: SMALL_WORKFLOW });
      await repository.done(["start", "Build the thing"]);
      const session = await currentSession(repository);
      const made = await repository.json(["checkpoint", "-m", "Planned"]);
      const checkpoint = textAt(made, "checkpoint_id");
      for (
        const [line, expected] of [
          ["orchestrator completi", "completion"],
          ["orchestrator checkpoint restore cp", checkpoint],
          ["orchestrator session sw", "switch"],
          ["orchestrator session switch 2", session],
          ["orchestrator --session=2", session],
          ["orchestrator complete pl", "plain"],
          ["orchestrator complete pl", "plan_file"],
          ["orchestrator complete --notes-f", "--notes-file"],
          ["orchestrator approve --phase ", "PLAN"],
          ["orchestrator help exit", "exit-codes"],
          ["orchestrator completion ba", "bash"],
        ] as const
      ) {
        const { stdout, stderr } = await completedBy(shell, line, expected, repository);
        assert.ok(stdout.includes(expected), `${line}: ${stdout}${stderr}`);
      }
    },
  });

  Deno.test({
    name: `${shell} runs nothing that a hostile repository names, and its terminal obeys nothing`,
    ignore,
    fn: async () => {
      using repository = makeRepository({ workflow: HOSTILE });
      // A program that ids can call: those of phases have no lower-case letters.
      const mark = `${repository.base}/ran`;
      const program = `#!/bin/sh\necho ran >'${mark}'\n`;
      Deno.writeTextFileSync(`${repository.base}/bin/PWN`, program, { mode: 0o755 });
      await repository.done(["start", "$(PWN) `PWN`; PWN\u001b]0;owned\u0007 %F{red}\u202e"]);
      for (
        const [line, expected] of [
          ["orchestrator approve --phase ", "PLAN"],
          ["orchestrator complete ", "two"],
          ["orchestrator session switch ", await currentSession(repository)],
        ] as const
      ) {
        const { stdout } = await completedBy(shell, line, expected, repository);
        assert.ok(stdout.includes(expected), line);
        for (const control of ["owned\u0007", "\u001b]0;", "\u202e"]) {
          assert.ok(!stdout.includes(control), line);
        }
        assert.throws(() => Deno.statSync(mark), Deno.errors.NotFound, line);
      }
      const { stdout } = await repository.done(["__complete", "--", "approve", "--phase", ""]);
      assert.deepEqual(stdout.match(/^\S+/gm), ["PLAN", "ZWEI_Ö"]);
    },
  });
}

Deno.test({
  name: "bash completes what is typed at its prompt",
  ignore: !isInstalled("bash") || !isInstalled("script"),
  fn: async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Build the thing"]);
    const session = await currentSession(repository);
    const typed = [
      'eval "$(orchestrator completion bash)"',
      "orchestrator --session=2\t stat\t | grep Task",
      "orchestrator session sho\t 2\t | tail -n 1",
      "exit",
      "",
    ];
    const { stdout } = await runWords(
      ["script", "-qec", "bash --norc --noprofile -i", "/dev/null"],
      { cwd: repository.path, env: repository.env, stdin: typed.join("\n"), killAfter: 30_000 },
    );
    assert.match(stdout, new RegExp(`orchestrator --session=${session}  ?status  ?\\| grep Task`));
    assert.match(stdout, /Build the thing/);
    assert.match(stdout, new RegExp(`orchestrator session show  ?${session}  ?\\| tail -n 1`));
  },
});

Deno.test("what is asked for completion carries nothing that a terminal obeys", async () => {
  using repository = makeRepository({ workflow: HOSTILE });
  await repository.done(["start", "a\u001b]0;owned\u0007\tb\u202e\u009b31m"]);
  for (const words of [["complete", ""], ["approve", "-p", ""], ["session", "switch", ""]]) {
    const { stdout, stderr } = await repository.done(["__complete", "--", ...words]);
    assert.equal(stderr, "");
    assert.doesNotMatch(stdout.replace(/\t/g, ""), CONTROLS);
    for (const line of stdout.trimEnd().split("\n")) {
      assert.match(line, /^[\p{L}\p{N}_-]+(\t[^\t]*)?$/u);
    }
  }
});

Deno.test("completion changes nothing, and says nothing where nothing can be read", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  const silent = [
    ["complete", ""],
    ["--session", "nobody", "complete", ""],
    ["--root", "/nowhere", "session", "switch", ""],
    ["nonsense", "--what", ""],
    ["--session", "complete", "--session"],
    ["complete", "a", "b", "c", ""],
  ];
  for (const words of silent) {
    const { stdout, stderr } = await repository.done(["__complete", "--", ...words]);
    assert.deepEqual([stdout, stderr], ["", ""].map(() => ""), words.join(" "));
  }
  assert.equal(repository.exists(".orchestrator"), false);
  repository.write(".orchestrator/sessions/261125-aaaaaa/base.json", "{broken");
  repository.write(".orchestrator/current", "261125-aaaaaa");
  const broken = await repository.done(["__complete", "--", "complete", ""]);
  assert.deepEqual([broken.stdout, broken.stderr], ["", ""]);
});

/** Names and ids that a shell or terminal would take for more than text. */
const HOSTILE = `name: Hostile
version: "1.0"
phases:
  - id: PLAN
    name: "$(PWN) \\e]0;owned\\a \\u202e"
    items:
      - { id: one, name: "$(PWN) \`PWN\` ; PWN \\e]0;owned\\a\\u202e %F{red} %{x%}", required: false }
      - { id: two, name: "'; PWN; '", required: false }
  - { id: "$(PWN)", name: A, items: [{ id: three, name: A }] }
  - { id: "A;PWN;", name: A, items: [{ id: four, name: A }] }
  - { id: "A' PWN '", name: A, items: [{ id: five, name: A }] }
  - { id: "-P", name: A, items: [{ id: six, name: A }] }
  - { id: "\`PWN\`", name: A, items: [{ id: seven, name: A }] }
  - { id: "ZWEI_Ö", name: A, items: [{ id: eight, name: A }] }
`;
