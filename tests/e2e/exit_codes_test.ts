import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { VERSION } from "../../src/cli/version.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { orchestratorWords, spawnWords } from "../support/run_orchestrator.ts";
import { until } from "../support/until.ts";
import { commandWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

/** A way to bring a code about, in a repository with SMALL_WORKFLOW started. */
interface Row {
  readonly code: number;
  readonly when: string;
  readonly provoke: (repository: RepositoryFixture) => Promise<number>;
}

const ROWS: readonly Row[] = [
  {
    code: EXIT.done,
    when: "an item is completed",
    provoke: async ({ run }) => (await run(["complete", "plain"])).code,
  },
  {
    code: EXIT.refused,
    when: "a rule refuses it",
    provoke: async ({ run }) => (await run(["advance"])).code,
  },
  {
    code: EXIT.refused,
    when: "no command is given",
    provoke: async ({ run }) => (await run([])).code,
  },
  {
    code: EXIT.usage,
    when: "the command line is wrong",
    provoke: async ({ run }) => (await run(["complete"])).code,
  },
  {
    code: EXIT.data,
    when: "evidence is no JSON",
    provoke: async ({ run }) =>
      (await run(["complete", "evident", "--evidence", "-"], { stdin: "{" })).code,
  },
  {
    code: EXIT.noInput,
    when: "there is no such session",
    provoke: async ({ run }) => (await run(["status", "--session", "nobody"])).code,
  },
  {
    code: EXIT.unavailable,
    when: "a command is retired",
    provoke: async ({ run }) => (await run(["dashboard"])).code,
  },
  {
    code: EXIT.cannotCreate,
    when: "workflow.yaml cannot be made",
    provoke: async ({ run }) => (await run(["init", "--root", "/proc/1"])).code,
  },
  {
    code: EXIT.io,
    when: "the output cannot be written",
    provoke: async (repository) => (await repository.line("orchestrator log > /dev/full")).code,
  },
  {
    code: EXIT.busy,
    when: "another process holds the lock",
    provoke: async (repository) => {
      using _lock = holdLock(repository);
      const env = { ORCHESTRATOR_LOCK_TIMEOUT: "0.2" };
      return (await repository.run(["complete", "plain"], { env })).code;
    },
  },
  {
    code: EXIT.notTrusted,
    when: "commands are not granted",
    provoke: async ({ run, base, path }) => {
      Deno.writeTextFileSync(`${path}/check.sh`, "exit 0\n");
      const env = { XDG_STATE_HOME: `${base}/another` };
      return (await run(["complete", "checked"], { env })).code;
    },
  },
  {
    code: EXIT.config,
    when: "a setting is wrong",
    provoke: async ({ run }) =>
      (await run(["complete", "plain"], { env: { ORCHESTRATOR_LOCK_TIMEOUT: "soon" } })).code,
  },
  {
    code: EXIT.notRunnable,
    when: "a program that is to get secrets cannot be started",
    provoke: async (repository) => {
      repository.write("plain.txt", "no program\n");
      return (await repository.run(["secrets", "exec", "--", "./plain.txt"])).code;
    },
  },
  {
    code: EXIT.notFound,
    when: "there is no such program that is to get secrets",
    provoke: async ({ run }) => (await run(["secrets", "exec", "--", "no-such-program"])).code,
  },
  {
    code: EXIT.interrupted,
    when: "SIGINT stops it while a command runs",
    provoke: (repository) => interrupt(repository, "SIGINT"),
  },
  {
    code: EXIT.terminated,
    when: "SIGTERM stops it while a command runs",
    provoke: (repository) => interrupt(repository, "SIGTERM"),
  },
  {
    code: EXIT.brokenPipe,
    when: "nobody reads its output",
    provoke: async (repository) => {
      const { path: cwd, env } = repository;
      const child = spawnWords(orchestratorWords(["help", "agents"]), { cwd, env });
      await child.stdout.cancel();
      const { code } = await child.status;
      assert.equal(await new Response(child.stderr).text(), "");
      return code;
    },
  },
];

Deno.test("every exit code but the one of a bug can be brought about", () => {
  const provoked = new Set(ROWS.map(({ code }) => code));
  const missing = Object.entries(EXIT).filter(([name, code]) =>
    name !== "bug" && !provoked.has(code)
  );
  assert.deepEqual(missing, []);
});

for (const { code, when, provoke } of ROWS) {
  Deno.test(`the program exits ${code} when ${when}`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Build the thing"]);
    assert.equal(await provoke(repository), code);
  });
}

Deno.test("the version is a line of its own, and a full disk is no success", async () => {
  using repository = makeRepository();
  for (const flag of ["--version", "-v"]) {
    const { code, stdout, stderr } = await repository.run([flag]);
    assert.deepEqual({ code, stdout, stderr }, {
      code: 0,
      stdout: `orchestrator ${VERSION}\n`,
      stderr: "",
    });
  }
  assert.equal((await repository.line("orchestrator --version > /dev/full")).code, EXIT.io);
});

Deno.test("an event stands although its output could not be printed, and a retry says so", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const failed = await repository.line("orchestrator complete plain > /dev/full");
  assert.equal(failed.code, 74, failed.stderr);
  const again = await repository.done(["complete", "plain"]);
  assert.match(again.stdout, /already completed/);
});

/** Stops the program while a command of the workflow runs, which must be gone with it. */
async function interrupt(repository: RepositoryFixture, signal: Deno.Signal): Promise<number> {
  repository.write("wait.sh", "echo $$ > pid.txt.new\nmv pid.txt.new pid.txt\nexec sleep 600\n");
  repository.write("workflow.yaml", commandWorkflow("sh wait.sh"));
  await repository.done(["finish", "--force"]);
  await repository.done(["start", "Interrupted"]);
  const { path: cwd, env } = repository;
  const child = spawnWords(orchestratorWords(["complete", "checked"]), { cwd, env });
  await until("the command runs", () => repository.exists("pid.txt"));
  const pid = Number(repository.read("pid.txt"));
  child.kill(signal);
  const { code } = await child.output();
  await until("the command is gone", () => !isRunning(pid));
  const log = await repository.done(["log"]);
  assert.doesNotMatch(log.stdout, /item_completed/);
  return code;
}

/** Whether a process lives; one that ended and that nobody has waited for does not. */
function isRunning(pid: number): boolean {
  if (Deno.build.os === "linux") {
    try {
      return !/^\d+ \(.*\) Z/.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
    } catch {
      return false;
    }
  }
  const state = new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(pid)] }).outputSync();
  const text = new TextDecoder().decode(state.stdout).trim();
  return text !== "" && !text.startsWith("Z");
}

/** Holds the lock of the only session, as another process of the program would. */
function holdLock(repository: RepositoryFixture): Disposable {
  const sessions = Array.from(Deno.readDirSync(repository.at(".orchestrator/sessions")));
  const path = repository.at(`.orchestrator/sessions/${sessions[0]?.name}/lock`);
  const file = Deno.openSync(path, { create: true, write: true });
  file.lockSync(true);
  return { [Symbol.dispose]: () => file.close() };
}
