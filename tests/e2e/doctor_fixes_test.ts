import assert from "node:assert/strict";
import { CHECKS } from "../../src/doctor/checks.ts";
import type { CheckId } from "../../src/doctor/finding.ts";
import { holderOfFile, parseLocks } from "../../src/store/held_locks.ts";
import { runs } from "../support/file_rights.ts";
import { find, type Json, listAt, textAt } from "../support/json.ts";
import { legacyState, writeLegacy } from "../support/legacy_repository.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { until } from "../support/until.ts";
import { commandWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

/** How the repository of a row begins; started where nothing is said. */
interface Begin {
  readonly workflow?: string;
  /** Flags of the start. */
  readonly start?: readonly string[];
  /** Nothing is started. */
  readonly fresh?: true;
  /** What has to be so that it can be broken. */
  readonly ignore?: boolean;
}

/** One check that finds something, and the printed command after which it finds nothing more. */
interface Mended extends Begin {
  readonly breaks: (repository: RepositoryFixture) => void | Promise<unknown>;
  /** The printed command. */
  readonly fix: RegExp;
  /** What the shell has in its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the printed command reads. */
  readonly stdin?: string;
  /** What the message tells a person to do before the printed command. */
  readonly before?: (repository: RepositoryFixture) => void;
  /** What only a person can do after the printed command has shown it, and why. */
  readonly person?: {
    readonly why: string;
    readonly acts: (repository: RepositoryFixture) => void | Promise<unknown>;
  };
  /** What the same check may find where these tests run. */
  readonly also?: RegExp;
  /** The printed command says itself that all is well: another look does not try it again. */
  readonly says?: RegExp;
}

/** A check that prints no command that mends, and why. */
interface Unmended {
  readonly nothing: string;
}

const HOUSE = ".orchestrator";
const SECRETS = `name: Declares
version: "1.0"
phases:
  - id: ONLY
    name: Only
    items:
      - { id: plain, name: Plain, secrets: [TOKEN] }
`;

/** For a file of the user's that is not ours to edit. */
const YOURS = "the file is the user's: the command shows the line";

const ROWS: Readonly<Record<CheckId, Mended | Unmended>> = {
  home: { fresh: true, breaks: () => undefined, fix: /^orchestrator start "<task>"$/ },
  house: {
    breaks: ({ at }) => {
      Deno.renameSync(at(`${HOUSE}/sessions`), at("moved"));
      Deno.symlinkSync(at("moved"), at(`${HOUSE}/sessions`));
    },
    fix: /^ls -ld .*\/sessions$/,
    person: {
      why: "who put the link there, and what is behind it, only a person knows",
      acts: ({ at }) => {
        Deno.removeSync(at(`${HOUSE}/sessions`));
        Deno.renameSync(at("moved"), at(`${HOUSE}/sessions`));
      },
    },
  },
  identity: {
    fresh: true,
    breaks: async (repository) => {
      commit(repository, "One");
      await repository.done(["start", "Task"]);
      Deno.removeSync(repository.at(".git"), { recursive: true });
      repository.git("init", "--quiet");
      commit(repository, "Another");
    },
    fix: /^mv .*\/\.orchestrator .*\/\.orchestrator\.other$/,
  },
  journal: {
    breaks: ({ write }) => write(`${HOUSE}/journal.json`, "planted"),
    fix: /^orchestrator doctor --fix$/,
  },
  sessions: {
    breaks: async (repository) => {
      const log = `${HOUSE}/sessions/${await currentSession(repository)}/log.jsonl`;
      repository.write(log, repository.read(log).replace("\n", "\n<<<<<<< ours\n"));
    },
    fix: /^orchestrator doctor --fix$/,
  },
  locks: {
    ignore: !runs(["test", "-r", "/proc/locks"]) || !runs(["flock", "--version"]),
    breaks: async ({ at }) => {
      const path = at(`${HOUSE}/lock`);
      const since = "2026-01-01T00:00:00.000Z";
      const holder = { pid: 1, host: Deno.hostname(), command: "import", since };
      Deno.writeTextFileSync(path, `${JSON.stringify(holder)}\n`);
      const child = new Deno.Command("flock", { args: ["--no-fork", path, "sleep", "600"] })
        .spawn();
      // The row kills it by the printed command.
      void child.status;
      await until(
        "the lock is held",
        () => holderOfFile(path, parseLocks(Deno.readTextFileSync("/proc/locks"))) !== null,
      );
    },
    fix: /^kill \d+$/,
  },
  tmp: { nothing: "the next start removes what was left" },
  definition: {
    breaks: ({ write }) =>
      write("workflow.yaml", SMALL_WORKFLOW.replace("Plain item", "Plainer item")),
    fix: /^orchestrator workflow reload --session \S+$/,
  },
  settings: {
    workflow: SMALL_WORKFLOW.replace("check_command: ", "other: "),
    breaks: () => undefined,
    fix: /^orchestrator workflow reload --session \S+$/,
    before: ({ write }) => write("workflow.yaml", SMALL_WORKFLOW),
  },
  "declared-secrets": {
    workflow: SECRETS,
    breaks: () => undefined,
    fix: /^orchestrator secrets set TOKEN$/,
    stdin: "the value of a token",
  },
  config: {
    breaks: ({ write }) => write(`${HOUSE}/config.yaml`, "lock:\n  timeout: soon\n"),
    fix: /^orchestrator config unset lock\.timeout --repo$/,
  },
  trust: {
    workflow: commandWorkflow("true"),
    start: ["--trust", "ask"],
    breaks: () => undefined,
    fix: /^orchestrator trust grant --session \S+$/,
  },
  quarantine: { nothing: "what is in quarantine is safe there" },
  trash: {
    breaks: ({ write }) => write(`${HOUSE}/trash/20260101T000000Z-planted/file`, "x"),
    fix: /^ls -l .*\/20260101T000000Z-planted$/,
    person: {
      why: "without its record nobody but a person knows what it was",
      acts: ({ at }) => Deno.removeSync(at(`${HOUSE}/trash`), { recursive: true }),
    },
  },
  uninstalled: {
    breaks: ({ write }) => write(`${HOUSE}/uninstalled/0123456789ab/meta.json`, "{}\n"),
    fix: /^orchestrator uninstall --export orchestrator\.tar --yes$/,
  },
  legacy: {
    fresh: true,
    breaks: ({ path }) => writeLegacy(path, { ".workflow_state.json": legacyState() }),
    fix: /^orchestrator migrate --dry-run$/,
    person: {
      why: "files of the user are moved, so that the plan comes first",
      acts: ({ done }) => done(["migrate"]),
    },
  },
  permissions: {
    breaks: ({ at }) => Deno.chmodSync(at(`${HOUSE}/meta.json`), 0o666),
    fix: /^chmod -R o-w .*\/\.orchestrator$/,
  },
  space: { nothing: "a full disk is emptied by a person; session gc is named" },
  "git-program": {
    ignore: Deno.uid() !== 0,
    breaks: ({ path }) => Deno.chownSync(path, 12_345, 12_345),
    fix: /^git config --global --add safe\.directory \S+$/,
  },
  git: {
    breaks: async ({ done, write }) => {
      await done(["init", "--portable"]);
      write(".gitignore", "dist/\n.orchestrator\n");
    },
    fix: /^grep -nFx \.orchestrator .*\/\.gitignore$/,
    person: { why: YOURS, acts: ({ write }) => write(".gitignore", "dist/\n") },
  },
  environment: {
    breaks: () => undefined,
    env: { ORCHESTRATOR_ENV: "moon" },
    also: /^This runs in /,
    fix: /^unset ORCHESTRATOR_ENV$/,
  },
  hooks: {
    breaks: ({ write }) =>
      write(".claude/hooks/session-start.sh", "#!/bin/sh\norchestrator doctor --cleanup\n"),
    fix: /^grep -n orchestrator .*\/session-start\.sh$/,
    person: { why: YOURS, acts: ({ write }) => write(".claude/hooks/session-start.sh", "") },
  },
  tmux: {
    breaks: ({ write }) => write(".orchestrator.yaml", "backend: tmux\n"),
    fix: /^grep -n tmux .*\/\.orchestrator\.yaml$/,
    person: { why: YOURS, acts: ({ write }) => write(".orchestrator.yaml", "backend: none\n") },
  },
  sops: {
    breaks: ({ base, write }) => {
      const script = `#!/bin/sh\ncat >/dev/null\necho '{"TOKEN":"a value of sops"}'\n`;
      write("../bin/sops", script);
      Deno.chmodSync(`${base}/bin/sops`, 0o755);
      write("secrets.enc.yaml", "TOKEN: ENC[x]\nsops:\n    age: []\n");
    },
    env: { ORCHESTRATOR_ENV: "container" },
    fix: /^orchestrator secrets import .*\/secrets\.enc\.yaml$/,
  },
  secrets: {
    breaks: async ({ done, at }) => {
      await done(["secrets", "set", "TOKEN"], { stdin: "the value of a token" });
      const vault = at(`${HOUSE}/secrets/vault`);
      for (const { name } of Deno.readDirSync(vault)) {
        if (/^[0-9a-f]{32}\.json$/.test(name)) Deno.writeTextFileSync(`${vault}/${name}`, "{");
      }
    },
    fix: /^ls -l .*\/[0-9a-f]{32}\.json$/,
    person: {
      why: "the value that it had is nowhere else",
      acts: ({ done }) => done(["secrets", "set", "TOKEN"], { stdin: "the value of a token" }),
    },
  },
  versions: {
    breaks: ({ write }) => write(`${HOUSE}/migration.json`, '{ "schema": 9 }\n'),
    fix: /^orchestrator paths$/,
    person: {
      why: "a newer version is installed by whoever has installed this one",
      acts: ({ at }) => Deno.removeSync(at(`${HOUSE}/migration.json`)),
    },
  },
  probe: {
    breaks: () => undefined,
    fix: /^orchestrator doctor --probe$/,
    says: /events were written and synced .*, read back and removed/,
  },
};

Deno.test("every check of doctor has a row here, and says there if it prints nothing that mends", () => {
  assert.deepEqual(Object.keys(ROWS).sort(), Object.keys(CHECKS).sort());
});

for (const [id, row] of Object.entries(ROWS)) {
  if ("nothing" in row) continue;
  const done = row.person === undefined ? "mends it" : "shows what a person has to do";
  Deno.test({
    name: `the command that doctor prints for ${id} works as printed and ${done}`,
    ignore: row.ignore === true,
    fn: () => isMended(id, row),
  });
}

async function isMended(id: string, row: Mended): Promise<void> {
  using repository = makeRepository({ workflow: row.workflow ?? SMALL_WORKFLOW });
  if (row.fresh !== true) await repository.done(["start", "Task", ...row.start ?? []]);
  await row.breaks(repository);
  // Nothing that is printed may depend on where it is typed.
  const cwd = repository.at("some where");
  Deno.mkdirSync(cwd);
  const around = { cwd, env: row.env ?? {} };
  const words = ["doctor", "--only", id, "--json"];
  const [problem, ...others] = problemsIn(JSON.parse((await repository.run(words, around)).stdout));
  assert.ok(problem !== undefined, "nothing is found");
  assert.deepEqual(others, []);
  const fix = textAt(problem, "fix");
  assert.match(fix, row.fix);
  row.before?.(repository);
  // What it changes in the shell counts too.
  const again = `orchestrator doctor --only ${id} --json > ../../found.json`;
  const line = `sh -c '${fix.replaceAll("'", `'\\''`)} && { ${again}; true; }'`;
  const stdin = row.stdin === undefined ? {} : { stdin: row.stdin };
  const mended = await repository.line(line, { ...around, ...stdin });
  assert.equal(mended.code, 0, `${fix}: ${mended.stdout}${mended.stderr}`);
  if (row.says !== undefined) {
    assert.match(mended.stdout, row.says);
    return;
  }
  await row.person?.acts(repository);
  const after = row.person === undefined
    ? JSON.parse(repository.read("../found.json"))
    : await repository.json(words, around);
  const left = problemsIn(after).filter((found) =>
    textAt(found, "severity") !== "not_tried" && row.also?.test(textAt(found, "message")) !== true
  );
  assert.deepEqual(left, []);
}

function problemsIn(document: Json): readonly Json[] {
  return listAt(document, "findings").filter((found) =>
    find(found, "severity") !== "ok" && find(found, "fix") !== null
  );
}

function commit({ git }: RepositoryFixture, message: string): void {
  git("commit", "--quiet", "--allow-empty", "--message", message);
}
