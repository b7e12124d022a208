import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { problemsOf, runFix } from "./support/doctor_run.ts";

/** Something that is broken, what doctor says of it, and that the printed command mends it. */
interface Broken {
  readonly check: string;
  readonly severity: "note" | "error";
  readonly says: RegExp;
  readonly fix: RegExp;
  readonly break: (scratch: Scratch, session: string) => void | Promise<void>;
  /** How the session is started. */
  readonly start?: readonly string[];
  /** What a person does besides the printed command. */
  readonly byHand?: (scratch: Scratch) => void;
}

const CONFIG = ".orchestrator/config.yaml";

const BROKEN: Readonly<Record<string, Broken>> = {
  "a workflow file that changed since it was pinned": {
    check: "definition",
    severity: "note",
    says: /workflow file has changed since it was pinned/,
    fix: /^orchestrator workflow reload --session /,
    break: ({ write }) => write("workflow.yaml", SMALL_WORKFLOW.replace("Look around", "Look")),
  },
  "a setting that a check names and nobody has set": {
    check: "settings",
    severity: "note",
    says: /no value for word, which is needed to check check/,
    fix: /^orchestrator workflow reload --session /,
    break: async ({ write, run }) => {
      write("workflow.yaml", SMALL_WORKFLOW.replace("word: works", "other: works"));
      assert.equal((await run(["workflow", "reload", "--trust"])).code, 0);
    },
    byHand: ({ write }) => write("workflow.yaml", SMALL_WORKFLOW),
  },
  "a value in the repository's file that is none": {
    check: "config",
    severity: "error",
    says: /lock\.timeout from .*config\.yaml:2:3 is not a number of seconds/,
    fix: /^orchestrator config unset lock\.timeout --repo$/,
    break: ({ write }) => write(CONFIG, "lock:\n  timeout: soon\n"),
  },
  "a key that does not exist": {
    check: "config",
    severity: "note",
    says: /Unknown key lock\.timeot .*did you mean lock\.timeout\?/,
    fix: /^orchestrator config unset lock\.timeot --repo$/,
    break: ({ write }) => write(CONFIG, "lock:\n  timeot: 3\n"),
  },
  "a key that no repository may set": {
    check: "config",
    severity: "note",
    says: /trust\.start in .* is ignored/,
    fix: /^orchestrator config unset trust\.start --repo$/,
    break: ({ write }) => write(CONFIG, "trust:\n  start: grant\n"),
  },
  "commands that are not granted": {
    check: "trust",
    severity: "note",
    says: /what it runs is not granted here \(1\)/,
    fix: /^orchestrator trust grant --session /,
    start: ["--trust", "ask"],
    break: () => undefined,
  },
  "a directory of grants that everybody can write": {
    check: "trust",
    severity: "error",
    says: /grants are not believed, because of .*others can write it/,
    fix: /^chmod go-w /,
    break: ({ env }) => Deno.chmodSync(`${env["XDG_STATE_HOME"]}/orchestrator/trust`, 0o777),
  },
  "a file that everybody can write": {
    check: "permissions",
    severity: "error",
    says: /Every user can write .*meta\.json/,
    fix: /^chmod -R o-w /,
    break: ({ tree }) => Deno.chmodSync(`${tree}/.orchestrator/meta.json`, 0o666),
  },
  "a log that its owner may not write": {
    check: "permissions",
    severity: "error",
    says: /You cannot write .*log\.jsonl/,
    fix: /^chmod -R u\+rwX /,
    break: ({ tree }, session) =>
      Deno.chmodSync(`${tree}/.orchestrator/sessions/${session}/log.jsonl`, 0o400),
  },
  "state that a newer version has made": {
    check: "versions",
    severity: "note",
    says: /A newer version made \.orchestrator\/ \(orchestrator 99\.0\.0\)/,
    fix: /^orchestrator paths$/,
    break: ({ read, write }) =>
      write(
        ".orchestrator/meta.json",
        read(".orchestrator/meta.json").replace(/orchestrator \d[^"]*/, "orchestrator 99.0.0"),
      ),
    byHand: ({ read, write }) =>
      write(
        ".orchestrator/meta.json",
        read(".orchestrator/meta.json").replace("99.0.0", "0.0.1"),
      ),
  },
  "a marker of a migration that a newer version has written": {
    check: "versions",
    severity: "error",
    says: /A newer version wrote \.orchestrator\/migration\.json/,
    fix: /^orchestrator paths$/,
    break: ({ write }) => write(".orchestrator/migration.json", '{ "schema": 9 }\n'),
    byHand: ({ tree }) => Deno.removeSync(`${tree}/.orchestrator/migration.json`),
  },
  "a hook that calls the predecessor": {
    check: "hooks",
    severity: "note",
    says: /session-start\.sh calls the predecessor in a hook/,
    fix: /^grep -n orchestrator /,
    break: ({ tree, write }) => {
      Deno.mkdirSync(`${tree}/.claude/hooks`, { recursive: true });
      write(".claude/hooks/session-start.sh", "#!/bin/sh\norchestrator doctor --cleanup\n");
    },
    byHand: ({ tree }) => Deno.removeSync(`${tree}/.claude`, { recursive: true }),
  },
  "settings about tmux": {
    check: "tmux",
    severity: "note",
    says: /\.orchestrator\.yaml has a setting about tmux/,
    fix: /^grep -n tmux /,
    break: ({ write }) => write(".orchestrator.yaml", "# no tmux here\nbackend: tmux\n"),
    byHand: ({ write }) => write(".orchestrator.yaml", "# no tmux here\nbackend: none\n"),
  },
};

for (const [name, row] of Object.entries(BROKEN)) {
  Deno.test(`doctor finds ${name}, and the printed command mends it`, async () => {
    await withScratch(async (scratch) => {
      const session = await started(scratch, row.start ?? []);
      if (row.start === undefined) assert.deepEqual(await problemsOf(scratch, row.check), []);
      await row.break(scratch, session);
      const [problem, ...others] = await problemsOf(scratch, row.check);
      assert.deepEqual(others, []);
      assert.match(problem?.message ?? "", row.says);
      assert.equal(problem?.severity, row.severity);
      assert.match(problem?.fix ?? "", row.fix);
      row.byHand?.(scratch);
      if (!/^grep/.test(problem?.fix ?? "")) await runFix(scratch, problem?.fix ?? null);
      assert.deepEqual(await problemsOf(scratch, row.check), []);
    });
  });
}

/** What a variable breaks, the command that unsets it mends. */
const VARIABLES: readonly (readonly [name: string, value: string, check: string, says: RegExp])[] =
  [
    ["ORCHESTRATOR_LOCK_TIMEOUT", "soon", "config", /is not a number of seconds/],
    ["ORCHESTRATOR_ENV", "moon", "environment", /ORCHESTRATOR_ENV is "moon", not one of /],
    ["ORCHESTRATOR_LOCK", "none", "locks", /Locks are switched off/],
  ];

for (const [name, value, check, says] of VARIABLES) {
  Deno.test(`doctor finds a wrong ${name} and names the command that unsets it`, async () => {
    await withScratch(async (scratch) => {
      await started(scratch, []);
      const [problem] = await problemsOf(scratch, check, { [name]: value });
      assert.match(problem?.message ?? "", says);
      assert.equal(problem?.fix, `unset ${name}`);
      const without = await problemsOf(scratch, check);
      assert.deepEqual(without.filter(({ message }) => says.test(message)), []);
    });
  });
}

async function started(scratch: Scratch, flags: readonly string[]): Promise<string> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  const { out, err } = await scratch.run(["start", "Task", "--json", ...flags]);
  assert.notEqual(out, "", err);
  return JSON.parse(out).session;
}
