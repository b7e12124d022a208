import assert from "node:assert/strict";
import { at, find, jsonOf, textAt } from "../support/json.ts";
import { readTree } from "../support/file_tree.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

/** A file below `.orchestrator/` that is not what it should be, and what commands make of it. */
interface Row {
  readonly name: string;
  readonly damage: (repository: RepositoryFixture, session: string) => void;
  /** Exit code of `status`. */
  readonly status: number;
  /** Exit code of `complete item_2`, and the code of its error. */
  readonly complete: number;
  readonly error?: string;
}

const ROWS: readonly Row[] = [
  {
    name: "a cache that is no JSON",
    damage: (repository, id) => repository.write(inSession(id, "state.json"), "{{{"),
    status: 0,
    complete: 0,
  },
  {
    name: "an empty cache",
    damage: (repository, id) => repository.write(inSession(id, "state.json"), ""),
    status: 0,
    complete: 0,
  },
  {
    name: "a cache edited by hand",
    damage: (repository, id) =>
      edit(repository, inSession(id, "state.json"), "active", "completed"),
    status: 0,
    complete: 0,
  },
  {
    name: "no cache",
    damage: (repository, id) => Deno.removeSync(repository.at(inSession(id, "state.json"))),
    status: 0,
    complete: 0,
  },
  {
    name: "a base that is no JSON, and no cache",
    damage: (repository, id) => {
      repository.write(inSession(id, "base.json"), "{");
      Deno.removeSync(repository.at(inSession(id, "state.json")));
    },
    status: 65,
    complete: 65,
    error: "session.unreadable",
  },
  {
    name: "a base edited by hand, and no cache",
    damage: (repository, id) => {
      edit(repository, inSession(id, "base.json"), "item_3", "item_9");
      Deno.removeSync(repository.at(inSession(id, "state.json")));
    },
    status: 0,
    complete: 65,
    error: "session.damaged",
  },
  {
    name: "a session without a base, like one of the predecessor",
    damage: (repository, id) => Deno.removeSync(repository.at(inSession(id, "base.json"))),
    status: 1,
    complete: 1,
    error: "session.not_ours",
  },
  {
    name: "facts of a session that are no JSON",
    damage: (repository, id) => repository.write(inSession(id, "meta.json"), "nonsense"),
    status: 0,
    complete: 0,
  },
  {
    name: "an identity that is no JSON",
    damage: (repository) => repository.write(".orchestrator/meta.json", "nonsense"),
    status: 0,
    complete: 0,
  },
  {
    name: "a current session that does not exist",
    damage: (repository) => repository.write(".orchestrator/current", "261122-aaaaaa"),
    status: 0,
    complete: 0,
  },
  {
    name: "a current session that leads elsewhere",
    damage: (repository) => repository.write(".orchestrator/current", "../../.."),
    status: 0,
    complete: 0,
  },
  {
    name: "an empty current",
    damage: (repository) => repository.write(".orchestrator/current", ""),
    status: 0,
    complete: 0,
  },
  {
    name: "a current with a line end, as editors write it",
    damage: (repository, id) => repository.write(".orchestrator/current", `${id}\n`),
    status: 0,
    complete: 0,
  },
  {
    name: "a journal that nobody has written",
    damage: (repository) =>
      repository.write(".orchestrator/journal.json", '{"operation":"rm","steps":["../.."]}'),
    status: 65,
    complete: 65,
    error: "journal.refused",
  },
  {
    name: "a journal that is no JSON",
    damage: (repository) => repository.write(".orchestrator/journal.json", "\0\0\0"),
    status: 65,
    complete: 65,
    error: "journal.refused",
  },
  {
    name: "a linked sessions directory",
    damage: (repository) => moveOut(repository, ".orchestrator/sessions"),
    status: 77,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a linked session",
    damage: (repository, id) => moveOut(repository, `.orchestrator/sessions/${id}`),
    status: 77,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a linked log",
    damage: (repository, id) => moveOut(repository, inSession(id, "log.jsonl")),
    status: 77,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a log that is a directory",
    damage: (repository, id) => {
      Deno.removeSync(repository.at(inSession(id, "log.jsonl")));
      Deno.mkdirSync(repository.at(inSession(id, "log.jsonl")));
    },
    status: 77,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a log that is a pipe",
    damage: (repository, id) => {
      Deno.removeSync(repository.at(inSession(id, "log.jsonl")));
      makePipe(repository.at(inSession(id, "log.jsonl")));
    },
    status: 77,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a linked lock of the session",
    damage: (repository, id) => {
      repository.write("victim.txt", "mine\n");
      removeIfThere(repository.at(inSession(id, "lock")));
      Deno.symlinkSync(repository.at("victim.txt"), repository.at(inSession(id, "lock")));
    },
    status: 0,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a linked directory for staging",
    damage: (repository) => {
      removeIfThere(repository.at(".orchestrator/tmp"));
      Deno.mkdirSync(`${repository.base}/outside`);
      Deno.symlinkSync(`${repository.base}/outside`, repository.at(".orchestrator/tmp"));
    },
    status: 0,
    complete: 77,
    error: "home.unsafe",
  },
  {
    name: "a linked .orchestrator",
    damage: (repository) => moveOut(repository, ".orchestrator"),
    status: 0,
    complete: 77,
    error: "home.unsafe",
  },
];

for (const row of ROWS) {
  Deno.test(`${row.name}: a clear error or the right answer, and nothing lost`, async () => {
    using repository = makeRepository({ workflow: plainWorkflow(3) });
    await repository.done(["start", "Damage"]);
    await repository.done(["complete", "item_1"]);
    const session = await currentSession(repository);
    row.damage(repository, session);
    const before = readTree(repository.base);

    const status = await repository.run(["status", "--json"]);
    assert.equal(status.code, row.status, status.stdout + status.stderr);
    if (row.status === 0) {
      assert.equal(at(jsonOf(status), "session"), session);
      assert.deepEqual(find(jsonOf(status), "task"), "Damage");
    }
    assert.deepEqual(readTree(repository.base), before, "status has written");

    const completed = await repository.run(["complete", "item_2", "--json"]);
    assert.equal(completed.code, row.complete, completed.stdout + completed.stderr);
    if (row.complete === 0) {
      const progress = at(await repository.json(["status"]), "progress");
      assert.deepEqual(progress, { completed: 2, total: 3 });
      return;
    }
    assert.equal(textAt(jsonOf(completed), "error", "code"), row.error);
    const after = readTree(repository.base);
    for (const [path, content] of before) {
      if (!/lock$/.test(path)) assert.equal(after.get(path), content, path);
    }
    // Whatever it is, doctor says so and does not stumble over it.
    const doctor = await repository.run(["doctor", "--json"]);
    assert.ok(
      doctor.code === 0 || doctor.code === 1 || doctor.code === row.complete,
      doctor.stdout,
    );
  });
}

Deno.test("doctor --fix sets a journal aside that it refuses to replay", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(3) });
  await repository.done(["start", "Damage"]);
  const planted = '{"operation":"rm","steps":["../.."]}';
  repository.write(".orchestrator/journal.json", planted);
  const found = await repository.run(["doctor"]);
  assert.equal(found.code, 1, found.stderr);
  await repository.done(["doctor", "--fix"]);
  assert.equal(repository.exists(".orchestrator/journal.json"), false);
  const kept = Array.from(readTree(repository.at(".orchestrator/quarantine")).values());
  assert.ok(kept.includes(`text ${planted}`), kept.join("\n"));
  await repository.done(["complete", "item_1"]);
});

Deno.test("a repository that is another one is noticed where it matters", async () => {
  using origin = makeRepository({ workflow: plainWorkflow(3) });
  using other = makeRepository({ workflow: plainWorkflow(3) });
  for (const [index, repository] of [origin, other].entries()) {
    repository.git("commit", "--quiet", "--allow-empty", "--message", `First of ${index}`);
  }
  await origin.done(["start", "Mine"]);
  await origin.done(["finish", "--force"]);
  Deno.renameSync(origin.at(".orchestrator"), other.at(".orchestrator"));
  const refused = await other.run(["start", "Theirs", "--json"]);
  assert.equal(refused.code, 1, refused.stdout);
  assert.equal(textAt(jsonOf(refused), "error", "code"), "identity.differs");
  assert.equal((await other.run(["doctor"])).code, 1);
  await other.done(["status"]);
});

function inSession(id: string, file: string): string {
  return `.orchestrator/sessions/${id}/${file}`;
}

function edit(repository: RepositoryFixture, path: string, from: string, to: string): void {
  const text = repository.read(path);
  assert.ok(text.includes(from), `${path} does not contain ${from}`);
  repository.write(path, text.replaceAll(from, to));
}

function moveOut(repository: RepositoryFixture, path: string): void {
  Deno.renameSync(repository.at(path), `${repository.base}/outside`);
  Deno.symlinkSync(`${repository.base}/outside`, repository.at(path));
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function makePipe(path: string): void {
  assert.equal(new Deno.Command("mkfifo", { args: [path] }).outputSync().code, 0);
}
