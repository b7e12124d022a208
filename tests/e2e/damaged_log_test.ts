import assert from "node:assert/strict";
import { at, jsonOf, numberAt, textAt } from "../support/json.ts";
import { readTree } from "../support/file_tree.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { plainWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

/** A log of six lines: start of workflow and phase, and `item_1` to `item_4` completed. */
interface Damage {
  readonly name: string;
  /** Makes the log from its lines, each with its newline. */
  readonly log: (lines: readonly string[]) => string | Uint8Array;
  /** How many events are left after mending, without those of the next command. */
  readonly left: number;
}

/** Ends that never counted: the next change sets them aside by itself. */
const TORN: readonly Damage[] = [
  { name: "half a line", log: (lines) => lines.join("") + '{"timestamp":"2026', left: 6 },
  { name: "a line cut in two", log: (lines) => lines.join("").slice(0, -40), left: 5 },
  { name: "NUL bytes", log: (lines) => lines.join("") + "\0".repeat(4096), left: 6 },
  { name: "a last line that is no JSON", log: (lines) => lines.join("") + "garbage\n", left: 6 },
  {
    name: "bytes that are no text",
    log: (lines) => concat(new TextEncoder().encode(lines.join("")), Uint8Array.of(0xff, 0xfe)),
    left: 6,
  },
];

/** Damage: nothing is added before somebody has it mended. */
const DAMAGED: readonly Damage[] = [
  {
    name: "markers of a merge",
    log: ([a, b, c, d, e, f]) =>
      `${a}${b}${c}<<<<<<< HEAD\n${d}${e}=======\n${e}>>>>>>> other\n${f}`,
    left: 6,
  },
  { name: "a line that is gone", log: ([a, b, _, d, e, f]) => `${a}${b}${d}${e}${f}`, left: 5 },
  {
    name: "a line edited by hand",
    log: ([a, b, c, d, e, f]) => `${a}${b}${c?.replace("item_1", "item_9")}${d}${e}${f}`,
    left: 6,
  },
  { name: "a line twice", log: ([a, b, c, d, e, f]) => `${a}${b}${c}${c}${d}${e}${f}`, left: 6 },
  {
    name: "lines in another order",
    log: ([a, b, c, d, e, f]) => `${a}${b}${d}${c}${e}${f}`,
    left: 6,
  },
  {
    name: "garbage in the middle",
    log: ([a, b, c, d, e, f]) => `${a}${b}${c}\0\0garbage\u001b[2J\n${d}${e}${f}`,
    left: 6,
  },
  {
    name: "a line that the predecessor has added",
    log: (lines) => lines.join("") + PREDECESSOR_LINE,
    left: 7,
  },
];

const PREDECESSOR_LINE = JSON.stringify({
  timestamp: "2026-01-07T03:39:21.927956Z",
  event_type: "item_completed",
  workflow_id: "wf_6c1adfb1",
  phase_id: "ONLY",
  item_id: "item_5",
  message: "Completed item: item_5",
  details: { notes: "By hand" },
  actor: "system",
}) + "\n";

for (const damage of TORN) {
  Deno.test(`a log that ends with ${damage.name} is shown and mends itself`, async () => {
    using repository = makeRepository({ workflow: plainWorkflow(8) });
    const { log, bytes, whole } = await damageLog(repository, damage);
    const status = await repository.done(["status", "--json"]);
    assert.equal(at(jsonOf(status), "condition", "kind"), "torn");
    assert.match(status.stderr, /^warning: /m);
    assert.deepEqual(Deno.readFileSync(repository.at(log)), bytes, "status has written");

    const completed = await repository.done(["complete", "item_8", "--json"]);
    assert.match(completed.stderr, /never counted/);
    const events = await repository.json(["log", "--all"]);
    assert.equal(at(events, "condition", "kind"), "sound");
    assert.equal(numberAt(events, "total"), damage.left + 1);
    const cut = new TextDecoder("latin1").decode(bytes.subarray(whole));
    assert.ok(quarantined(repository).includes(cut), "what was cut off is not in the quarantine");
  });
}

for (const damage of DAMAGED) {
  Deno.test(`a log with ${damage.name} takes nothing until it is mended`, async () => {
    using repository = makeRepository({ workflow: plainWorkflow(8) });
    const { log, bytes } = await damageLog(repository, damage);
    const status = await repository.json(["status"]);
    assert.equal(at(status, "condition", "kind"), "damaged");
    assert.equal(textAt(status, "next_action", "command"), "orchestrator doctor --fix");
    const refused = await repository.run(["complete", "item_8", "--json"]);
    assert.equal(refused.code, 65, refused.stdout);
    assert.equal(textAt(jsonOf(refused), "error", "code"), "session.damaged");
    assert.equal(textAt(jsonOf(refused), "error", "fix", 0), "orchestrator doctor --fix");
    const found = await repository.run(["doctor", "--json"]);
    assert.equal(found.code, 1, found.stdout);
    const planned = await repository.run(["doctor", "--fix", "--dry-run"]);
    assert.equal(planned.code, 1, planned.stderr);
    assert.deepEqual(Deno.readFileSync(repository.at(log)), bytes, "the log has changed");

    await repository.done(["doctor", "--fix"]);
    assert.ok(
      quarantined(repository).includes(new TextDecoder("latin1").decode(bytes)),
      "the log as it was is not in the quarantine byte for byte",
    );
    const mended = await repository.json(["log", "--all"]);
    assert.equal(at(mended, "condition", "kind"), "sound");
    assert.equal(numberAt(mended, "total"), damage.left, JSON.stringify(mended));
    await repository.done(["complete", "item_8"]);
    await repository.done(["doctor"]);
    assert.match((await repository.done(["doctor", "--fix"])).stdout, /^(?!mended)/);
  });
}

for (const [name, length] of [["empty", 0], ["cut back to two events", 2]] as const) {
  Deno.test(`a log that is ${name} although more was acknowledged is damage`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Damage"]);
    await repository.done(["complete", "plain"]);
    await repository.done(["advance", "--force"]);
    const session = await currentSession(repository);
    const log = `.orchestrator/sessions/${session}/log.jsonl`;
    const state = `.orchestrator/sessions/${session}/state.json`;
    repository.write(log, linesOf(repository.read(log)).slice(0, length).join(""));
    const cached = repository.read(state);
    const refused = await repository.run(["complete", "build", "--json"]);
    assert.equal(refused.code, 65, refused.stdout);
    assert.equal(textAt(jsonOf(refused), "error", "code"), "session.damaged");
    assert.equal(repository.read(state), cached, "the evidence is gone");
    const found = await repository.run(["doctor", "--json"]);
    assert.equal(found.code, 1, found.stdout);
  });
}

Deno.test("an event of a newer version makes a session read-only", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(8) });
  const session = await startWithItems(repository);
  const base = `.orchestrator/sessions/${session}/base.json`;
  const log = `.orchestrator/sessions/${session}/log.jsonl`;
  repository.write(base, repository.read(base).replace(/"schema":\s*1/, '"schema":99'));
  Deno.removeSync(repository.at(`.orchestrator/sessions/${session}/state.json`));
  const before = readTree(repository.path);
  const refused = await repository.run(["complete", "item_8", "--json"]);
  assert.equal(refused.code, 69, refused.stdout);
  assert.equal(textAt(jsonOf(refused), "error", "code"), "session.newer");
  assert.equal(before.get(log), readTree(repository.path).get(log));
});

interface DamagedLog {
  /** Below the repository. */
  readonly log: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of the lines that are as they were. */
  readonly whole: number;
}

async function startWithItems(repository: RepositoryFixture): Promise<string> {
  await repository.done(["start", "Damage"]);
  for (const number of [1, 2, 3, 4]) await repository.done(["complete", `item_${number}`, "-q"]);
  return await currentSession(repository);
}

async function damageLog(
  repository: RepositoryFixture,
  { log, left }: Damage,
): Promise<DamagedLog> {
  const session = await startWithItems(repository);
  const path = `.orchestrator/sessions/${session}/log.jsonl`;
  const lines = linesOf(repository.read(path));
  assert.equal(lines.length, 6);
  repository.write(path, log(lines));
  const whole = new TextEncoder().encode(lines.slice(0, left).join("")).length;
  return { log: path, bytes: Deno.readFileSync(repository.at(path)), whole };
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n/g) ?? [];
}

/** Contents of all quarantined files, a character for each byte. */
function quarantined(repository: RepositoryFixture): readonly string[] {
  const directory = repository.at(".orchestrator/quarantine");
  return Array.from(
    Deno.readDirSync(directory),
    ({ name }) => new TextDecoder("latin1").decode(Deno.readFileSync(`${directory}/${name}`)),
  );
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
