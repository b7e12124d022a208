import assert from "node:assert/strict";
import { isInstalled } from "../support/shells.ts";
import type { RepositoryFixture } from "../support/repository_fixture.ts";
import { orchestratorWords } from "../support/run_orchestrator.ts";
import { copyOfStarted } from "../support/started_copy.ts";
import { COMMAND_LINES } from "./command_lines.ts";

/** Milliseconds; far longer than any command takes. Who asks would wait for ever. */
const PATIENCE = 90_000;

type Words = readonly [string, ...string[]];

/** Makes a command line start with nobody there to answer. */
type Start = (words: Words) => Words;

const closed: Start = (words) => ["sh", "-c", 'exec "$@" <&-', "sh", ...words];
const asIs: Start = (words) => words;
const onTerminal: Start = (words) => {
  const line = [...words, "--no-input"].map((word) => `'${word}'`).join(" ");
  return ["script", "--quiet", "--return", "--command", line, "/dev/null"];
};

for (const [path, { arrange, lines, asks }] of Object.entries(COMMAND_LINES)) {
  const words = path.split(" ");
  // After "--" a flag would be an argument.
  const call = [...words, ...lines[0] ?? []].filter((word) => word !== "--");

  Deno.test(`${path} needs no answer where stdin is closed, silent, or a terminal without input`, async () => {
    const starts = isInstalled("script") ? [closed, asIs, onTerminal] : [closed, asIs];
    await Promise.all(starts.map(async (start) => {
      using repository = await copyOfStarted();
      await arrange?.(repository);
      const { code, output } = await unanswered(repository, start(orchestratorWords(call)));
      assert.equal(code, 0, `${call.join(" ")}: ${output}`);
    }));
  });

  if (asks === undefined) continue;
  Deno.test(`${path} names the flag to give where it would have to ask and cannot`, async () => {
    const starts = isInstalled("script") ? [closed, asIs, onTerminal] : [closed, asIs];
    await Promise.all(starts.map(async (start) => {
      using repository = await copyOfStarted();
      await arrange?.(repository);
      const question = orchestratorWords([...words, ...asks.args]);
      const { code, output } = await unanswered(repository, start(question));
      assert.ok(code === 1 || code === 2, `exit ${code}: ${output}`);
      assert.match(output, asks.flag);
    }));
  });
}

/** Runs a command line with a pipe as stdin that stays open and silent. */
async function unanswered(
  { path, env }: RepositoryFixture,
  [program, ...args]: Words,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = new Deno.Command(program, {
    args,
    cwd: path,
    clearEnv: true,
    env: { ...env, TERM: "dumb" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  try {
    const { code, signal, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    const output = decoder.decode(stdout) + decoder.decode(stderr);
    assert.equal(signal, null, `it waits: ${output}`);
    return { code, output };
  } finally {
    clearTimeout(timer);
    await child.stdin.close();
  }
}
