import assert from "node:assert/strict";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { orchestratorWords, spawnWords } from "../support/run_orchestrator.ts";
import { sessionPath } from "../support/session_files.ts";
import { until } from "../support/until.ts";
import { plainWorkflow } from "../support/workflows.ts";

const TWO_PHASES = `name: Two
phases:
  - { id: PLAN, name: Plan, items: [{ id: first, name: First }] }
  - { id: BUILD, name: Build, items: [{ id: second, name: Second }] }
`;

/** A running `log --follow` and what it has printed so far. */
interface Follower extends AsyncDisposable {
  readonly lines: readonly string[];
  stderr(): string;
  /** Ends it with a signal and returns its exit code. */
  end(signal: Deno.Signal): Promise<number>;
  /** Stops reading, and waits for it to notice. */
  stopReading(): Promise<number>;
}

Deno.test("log --follow prints what is there, then each event as it is recorded", async () => {
  using repository = await started(4);
  await using follower = follow(repository, ["--ndjson"]);
  await until("the first events are there", () => follower.lines.length === 2);
  await repository.done(["complete", "item_1"]);
  await until("the event is there", () => follower.lines.length === 3);
  await repository.done(["finish", "--force"]);
  await until("the end is there", () => typesOf(follower).includes("workflow_completed"));
  const seqs = follower.lines.map((line) => JSON.parse(line).seq);
  assert.deepEqual(seqs, seqs.map((_, index) => index + 1));
  assert.equal(await follower.end("SIGINT"), 130);
  assert.equal(follower.stderr(), "");
});

Deno.test("log --follow --json prints event lines, and without it lines for people", async () => {
  using repository = await started(2);
  await using documents = follow(repository, ["--json"]);
  await using words = follow(repository, []);
  await until("both are there", () => documents.lines.length === 2 && words.lines.length === 2);
  assert.equal(JSON.parse(documents.lines[0] ?? "").schema, "orchestrator.event/1");
  assert.match(words.lines[1] ?? "", /phase_started {2}.*Started phase/);
  assert.equal(await documents.end("SIGTERM"), 143);
  assert.equal(await words.end("SIGINT"), 130);
});

Deno.test("log --follow keeps to its filters and to the limit of what is there already", async () => {
  using repository = await started(4);
  await repository.done(["complete", "item_1"]);
  await repository.done(["complete", "item_2"]);
  await using only = follow(repository, ["--ndjson", "--type", "item_completed", "--limit", "1"]);
  await using none = follow(repository, ["--ndjson", "--since", "0s"]);
  await until("the last one is there", () => only.lines.length === 1);
  await repository.done(["skip", "item_3", "-r", "Not needed for this"]);
  await repository.done(["complete", "item_4"]);
  await until("the new ones are there", () => only.lines.length === 2 && none.lines.length === 2);
  assert.deepEqual(only.lines.map((line) => JSON.parse(line).item_id), ["item_2", "item_4"]);
  assert.deepEqual(typesOf(none), ["item_skipped", "item_completed"]);
});

Deno.test("log --follow prints a group only when its last line is there", async () => {
  using repository = makeRepository({ workflow: TWO_PHASES });
  await repository.done(["start", "Follow me"]);
  const session = await currentSession(repository);
  const log = sessionPath(session, "log.jsonl");
  const cache = sessionPath(session, "state.json");
  const [before, cached] = [repository.read(log), repository.read(cache)];
  await repository.done(["advance", "--force"]);
  const [first = "", last = ""] = repository.read(log).slice(before.length).split("\n");
  assert.match(first, /"group":\[1,2\]/);
  repository.write(log, before);
  repository.write(cache, cached);

  await using follower = follow(repository, ["--ndjson"]);
  await until("the first events are there", () => follower.lines.length === 2);
  repository.write(log, `${before}${first}\n`);
  await until("the torn group was looked at", () => /never counted/.test(follower.stderr()));
  assert.equal(follower.lines.length, 2);
  repository.write(log, `${before}${first}\n${last}\n`);
  await until("the whole group is there", () => follower.lines.length === 4);
});

Deno.test("log --follow goes on after a repair has written the log anew, without a repetition", async () => {
  using repository = await started(4);
  const session = await currentSession(repository);
  const log = sessionPath(session, "log.jsonl");
  await repository.done(["complete", "item_1"]);
  await repository.done(["complete", "item_2"]);
  await using follower = follow(repository, ["--ndjson"]);
  await until("the first events are there", () => follower.lines.length === 4);
  const lines = repository.read(log).split("\n");
  lines[2] = (lines[2] ?? "").replace("item_1", "item_X");
  repository.write(log, `${lines.join("\n")}no event\nno event\n`);
  await until("damage was seen", () => /damaged at line 5/.test(follower.stderr()));
  await repository.done(["doctor", "--fix"]);
  await until("the repair was seen", () => /written anew/.test(follower.stderr()));
  await repository.done(["complete", "item_3"]);
  await until("a later event is there", () => itemsOf(follower).includes("item_3"));
  const counts = itemsOf(follower).filter((item) => item === "item_2");
  assert.equal(counts.length, 1, follower.lines.join("\n"));
});

Deno.test("log --follow ends with 141 and without a word when nobody reads it any more", async () => {
  using repository = await started(4);
  await using follower = follow(repository, ["--ndjson"]);
  await until("the first events are there", () => follower.lines.length === 2);
  const code = follower.stopReading();
  await repository.done(["complete", "item_1"]);
  assert.equal(await code, 141);
  assert.equal(follower.stderr(), "");
});

Deno.test("log --follow ends with an error when the session goes away", async () => {
  using repository = await started(2);
  const session = await currentSession(repository);
  await using follower = follow(repository, []);
  await until("the first events are there", () => follower.lines.length === 2);
  Deno.removeSync(repository.at(`.orchestrator/sessions/${session}`), { recursive: true });
  await until("it says so", () => /Cannot find session/.test(follower.stderr()));
  assert.equal(await follower.end("SIGINT"), 66);
});

async function started(items: number): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: plainWorkflow(items) });
  await repository.done(["start", "Follow me"]);
  return repository;
}

function typesOf({ lines }: Follower): readonly string[] {
  return lines.map((line) => JSON.parse(line).event_type);
}

function itemsOf({ lines }: Follower): readonly string[] {
  return lines.map((line) => JSON.parse(line).item_id);
}

function follow({ path: cwd, env }: RepositoryFixture, flags: readonly string[]): Follower {
  const child = spawnWords(orchestratorWords(["log", "--follow", ...flags]), { cwd, env });
  const lines: string[] = [];
  const errors: string[] = [];
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const reading = collectLines(reader, lines);
  const complaining = collectText(child.stderr, errors);
  let ended = false;
  const status = child.status.then((result) => {
    ended = true;
    return result.code;
  });
  const end = async (signal: Deno.Signal): Promise<number> => {
    if (!ended) child.kill(signal);
    const code = await status;
    await Promise.all([reading, complaining]);
    return code;
  };
  return {
    lines,
    stderr: () => errors.join(""),
    end,
    async stopReading() {
      await reader.cancel();
      const code = await status;
      await complaining;
      return code;
    },
    async [Symbol.asyncDispose]() {
      if (!ended) await end("SIGKILL");
    },
  };
}

async function collectLines(
  reader: ReadableStreamDefaultReader<string>,
  into: string[],
): Promise<void> {
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    into.push(...parts);
  }
}

async function collectText(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  into: string[],
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) into.push(text);
}
