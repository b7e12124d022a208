import { runs } from "./file_rights.ts";
import type { RepositoryFixture } from "./repository_fixture.ts";

/** A terminal is made by script(1) of util-linux; other systems have another one. */
export const HAS_TERMINAL = Deno.build.os === "linux" &&
  runs(["script", "--echo", "always", "-qec", "true", "/dev/null"]);

/** Milliseconds; far longer than any command takes. Who asks something unexpected would wait for ever. */
const PATIENCE = 90_000;

/** What the terminal shows next, and the keys that are pressed then. */
export type Turn = readonly [shown: string, keys: string];

/** What was on the screen, what was typed and echoed included, and how the program ended. */
export interface Screen {
  readonly code: number;
  readonly text: string;
}

/**
 * Runs a command line of a shell with a terminal on all three streams, which shows what is typed unless a
 * program forbids it. Each turn waits until its text is on the screen. Needs {@link HAS_TERMINAL}.
 */
export async function atTerminal(
  { path: cwd, env }: RepositoryFixture,
  line: string,
  turns: readonly Turn[],
  more: Readonly<Record<string, string>> = {},
): Promise<Screen> {
  const child = new Deno.Command("script", {
    args: ["-qef", "--echo", "always", "--command", line, "/dev/null"],
    cwd,
    clearEnv: true,
    env: { ...env, ...more, TERM: "dumb" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const keyboard = child.stdin.getWriter();
  const left = [...turns];
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  let text = "";
  let seen = 0;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let turn = left[0]; turn !== undefined; turn = left[0]) {
      const at = text.indexOf(turn[0], seen);
      if (at === -1) break;
      seen = at + turn[0].length;
      left.shift();
      await keyboard.write(new TextEncoder().encode(turn[1]));
    }
  }
  const { code } = await child.status;
  clearTimeout(timer);
  await keyboard.close().catch(() => undefined);
  return { code, text };
}
