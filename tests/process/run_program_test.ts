import assert from "node:assert/strict";
import { type ProgramSpec, runProgram } from "../../src/process/run_program.ts";
import { withDirectory, writeProgram } from "./temporary.ts";

const ignore = Deno.build.os === "windows";

function shell(script: string, changes: Partial<ProgramSpec> = {}): ProgramSpec {
  return {
    argv: ["sh", "-c", script],
    program: "/bin/sh",
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
    timeoutSeconds: 30,
    outputLimit: 10_000,
    ...changes,
  };
}

/** Whether a process can still be found; a zombie that nobody reaps does not count. */
function isRunning(pid: number): boolean {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    return !stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
  } catch {
    return false;
  }
}

/** Waits for a killed process to be gone: its pipes close a moment before it ends. */
async function assertEnds(pid: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (isRunning(pid)) {
    assert.ok(performance.now() < deadline, `process ${pid} still runs`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Deno.test({
  name: "a program's exit code, output and working directory come back",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      const result = await runProgram(shell("pwd; echo bad >&2; exit 3", { cwd: base }));
      assert.equal(result.ended, "exit");
      assert.equal(result.exitCode, 3);
      assert.equal(result.stdout, `${base}\n`);
      assert.equal(result.stderr, "bad\n");
      assert.equal(result.signal, null);
      assert.ok(result.seconds > 0 && result.seconds < 30);
    }),
});

Deno.test({
  name: "arguments reach the program as they are, without a shell in between",
  ignore,
  async fn() {
    const word = "$HOME `id` ; * \"x\" 'y'";
    const result = await runProgram(
      shell("", { argv: ["printf", "%s|", word, ""], program: "/usr/bin/printf" }),
    );
    assert.equal(result.stdout, `${word}||`);
  },
});

Deno.test({
  name: "the environment is exactly the given one",
  ignore,
  async fn() {
    const result = await runProgram(
      shell("", { argv: ["env"], program: "/usr/bin/env", env: { ONLY: "this" } }),
    );
    assert.equal(result.stdout, "ONLY=this\n");
  },
});

Deno.test({
  name: "output beyond the limit is dropped and a character that is cut in two is left out",
  ignore,
  async fn() {
    const huge = await runProgram(shell("head -c 50000000 /dev/zero", { outputLimit: 5 }));
    assert.equal(huge.ended, "exit");
    assert.equal(huge.stdout, "\0".repeat(5));

    const split = await runProgram(shell("printf 'aäb'; printf '\\377' >&2", { outputLimit: 2 }));
    assert.equal(split.stdout, "a");
    assert.equal(split.stderr, "\ufffd");
  },
});

Deno.test({
  name: "stdin is empty unless bytes are given, and a program need not read them",
  ignore,
  async fn() {
    assert.equal((await runProgram(shell("cat; echo end"))).stdout, "end\n");
    const stdin = new TextEncoder().encode("in\n");
    assert.equal((await runProgram(shell("cat; echo end", { stdin }))).stdout, "in\nend\n");
    const unread = await runProgram(shell("echo end", { stdin: new Uint8Array(1_000_000) }));
    assert.equal(unread.stdout, "end\n");
    assert.equal(unread.ended, "exit");
  },
});

Deno.test({
  name: "a timeout ends the whole group, grandchildren included, and keeps the output so far",
  ignore,
  async fn() {
    const result = await runProgram(
      shell("echo first; sleep 60 & echo $!; wait", { timeoutSeconds: 0.3 }),
    );
    assert.equal(result.ended, "timeout");
    assert.equal(result.exitCode, null);
    const [first, pid] = result.stdout.split("\n");
    assert.equal(first, "first");
    await assertEnds(Number(pid));
    assert.ok(result.seconds < 10);
  },
});

Deno.test({
  name: "a group that ignores SIGTERM is killed after its grace",
  ignore,
  async fn() {
    const result = await runProgram(
      shell("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done'", {
        timeoutSeconds: 0.2,
      }),
    );
    assert.equal(result.ended, "timeout");
    await assertEnds(Number(result.stdout));
    assert.ok(result.seconds >= 2 && result.seconds < 10);
  },
});

Deno.test({
  name: "a process left behind with the output in its hands is killed after a short grace",
  ignore,
  async fn() {
    const result = await runProgram(shell("sleep 60 & echo $!; exit 4"));
    assert.equal(result.ended, "exit");
    assert.equal(result.exitCode, 4);
    assert.ok(result.seconds < 10);
    await assertEnds(Number(result.stdout));
  },
});

Deno.test({
  name: "a process that left the group cannot hold the command by holding its output",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const result = await runProgram(shell("setsid sleep 60 & echo $!"));
    assert.equal(result.ended, "exit");
    assert.ok(result.seconds < 10);
    Deno.kill(Number(result.stdout), "SIGKILL");
  },
});

Deno.test({
  name: "a background process that gave its output back survives a normal end",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const result = await runProgram(shell("sleep 60 >/dev/null 2>&1 & echo $!"));
    const pid = Number(result.stdout);
    assert.equal(isRunning(pid), true);
    Deno.kill(pid, "SIGKILL");
  },
});

Deno.test({
  name: "a missing program and one that cannot be started are told apart",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      Deno.writeTextFileSync(`${base}/plain`, "text");
      writeProgram(`${base}/no_interpreter`, "#!/no/such/interpreter\n");
      async function endOf(program: string, cwd = base): Promise<string> {
        return (await runProgram(shell("", { argv: ["x"], program, cwd }))).ended;
      }
      assert.equal(await endOf(`${base}/absent`), "not_found");
      assert.equal(await endOf(`${base}/plain`), "not_runnable");
      assert.equal(await endOf(`${base}/no_interpreter`), "not_runnable");
      assert.equal(await endOf("/bin/sh", `${base}/absent`), "not_runnable");
    }),
});

/** Starts a process that runs a shell script by `runProgram` and prints the result as JSON. */
function startRunner(script: string): Deno.ChildProcess {
  const runner = new URL("interrupted_program.ts", import.meta.url).pathname;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", runner, "/bin/sh", "-c", script],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Waits until a script has written a process id into a file. */
async function readPid(path: string): Promise<number> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
    try {
      const text = Deno.readTextFileSync(path);
      if (text.endsWith("\n")) return Number(text);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return assert.fail("the script did not start");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test({
    name: `${signal} ends the group and is reported instead of ending this process`,
    ignore,
    fn: () =>
      withDirectory(async (base) => {
        const child = startRunner(`sleep 60 & echo $! >${base}/pid; wait`);
        const pid = await readPid(`${base}/pid`);
        child.kill(signal);
        const { code, stdout } = await child.output();
        assert.equal(code, 0);
        const result = JSON.parse(new TextDecoder().decode(stdout));
        assert.equal(result.ended, "interrupted");
        assert.equal(result.signal, signal === "SIGINT" ? "SIGINT" : "SIGTERM");
        assert.equal(result.exitCode, null);
        await assertEnds(pid);
      }),
  });
}
