import assert from "node:assert/strict";
import { join } from "node:path";
import { chainLink, formatEventLine } from "../../src/session/event_line.ts";
import type { SessionEvent } from "../../src/workflow/event.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import { sessionPath } from "../support/session_files.ts";
import { note } from "../support/writer.ts";
import { plainWorkflow } from "../support/workflows.ts";

const MIB = 1_048_576;

/** Of a log in a snapshot: lines of 16 KiB, of which many are made at once. */
const LENGTHS = { small: 8 * MIB, large: 72 * MIB } as const;
const LINE_LENGTH = 16_384;

/** How much more the large one may take: half of what it has more. */
const MOST = (LENGTHS.large - LENGTHS.small) / 2;

/** Runs a program and leaves in a file how much memory it took at most, in KiB. */
const MEASURE = `import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)`;

/** Appends so many bytes to a log. */
function lengthen(path: string, length: number): void {
  let last = Deno.readTextFileSync(path).trimEnd().split("\n").at(-1) ?? "";
  const { group: _, ...event } = JSON.parse(last) as SessionEvent;
  const lines = Array.from({ length: length / LINE_LENGTH }, (_, index) => {
    const prev = chainLink(last);
    // More of the same would expand too far for a snapshot.
    const message = prev.repeat(LINE_LENGTH / prev.length);
    last = formatEventLine({ ...event, ...note(message), seq: event.seq + 1 + index, prev });
    return `${last}\n`;
  });
  Deno.writeTextFileSync(path, lines.join(""), { append: true });
}

/** The most that commands about a snapshot take, by command, when a log in it is that long. */
async function peaksOf(length: number): Promise<ReadonlyMap<string, number>> {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const { path, base, done } = repository;
  await done(["start", "Write much"]);
  lengthen(join(path, sessionPath(await currentSession(repository), "log.jsonl")), length);
  const key = join(base, "key");
  const file = join(base, "a.orcsnap");
  const peak = join(base, "peak");
  Deno.writeFileSync(key, new Uint8Array(32).fill(7));
  await done(["snapshot", "export", file, "--key-file", key]);
  Deno.removeSync(join(path, ".orchestrator"), { recursive: true });
  const peaks = new Map<string, number>();
  for (const command of ["import", "verify", "decrypt"]) {
    const prefix = ["python3", "-c", MEASURE, peak];
    await done(["snapshot", command, file, "--key-file", key], { prefix });
    peaks.set(command, Number(Deno.readTextFileSync(peak)) * 1024);
  }
  // So much is not looked through for secrets when the repository goes.
  for (const large of [file, join(path, "a.tar"), join(path, ".orchestrator")]) {
    Deno.removeSync(large, { recursive: true });
  }
  return peaks;
}

Deno.test({
  name: "what it takes to read a snapshot does not depend on how large it is",
  // There the system tells how much a program has taken.
  ignore: Deno.build.os !== "linux" || !(await hasPython()),
  async fn() {
    const small = await peaksOf(LENGTHS.small);
    const large = await peaksOf(LENGTHS.large);
    for (const [command, peak] of large) {
      const more = peak - (small.get(command) ?? NaN);
      assert.ok(more < MOST, `${command} takes ${more} bytes more, ${peak} in all`);
    }
  },
});

async function hasPython(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("python3", { args: ["-c", "import resource"] })
      .output();
    return success;
  } catch {
    return false;
  }
}
