import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { listAt, textAt } from "../support/json.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

const RUNS = 8;

/** One step of a day with several sessions; `at` chooses among what there is. */
type Step =
  | { readonly do: "start" | "finish" | "complete" | "switch" | "delete" | "restore"; at: number }
  | { readonly do: "gc"; at: number }
  | { readonly do: "leave"; at: number; mode: number; bytes: Uint8Array<ArrayBuffer> };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom("start", "finish", "complete", "switch", "delete", "delete", "restore"),
    at: fc.nat(20),
  }),
  fc.record({ do: fc.constant("gc" as const), at: fc.nat(20) }),
  fc.record({
    do: fc.constant("leave" as const),
    at: fc.nat(20),
    mode: fc.constantFrom(0o600, 0o644, 0o755, 0o400),
    bytes: fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
  }),
);

/** Path in a session → mode and bytes; the lock says who was last, and is left out. */
type Content = Readonly<Record<string, string>>;

/** What was deleted: the command that was printed, and the session as it was. */
interface Deleted {
  readonly id: string;
  readonly command: string;
  readonly content: Content;
}

Deno.test("after any sequence of commands, all that was deleted comes back byte for byte by the command that was printed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 4, maxLength: 14 }), async (steps) => {
      using repository = makeRepository({ workflow: plainWorkflow(3) });
      await repository.done(["start", "Task 0"]);
      const trash: Deleted[] = [];
      for (const [index, step] of steps.entries()) await perform(repository, step, index, trash);
      const kept = contents(repository);
      while (trash.length > 0) await restore(repository, trash, 0);
      for (const [id, content] of kept) {
        assert.deepEqual(readSession(repository, id), content, `${id} was touched`);
      }
      assert.equal(
        listAt(await repository.json(["session", "list", "--trash"]), "trash").length,
        0,
      );
      assert.equal((await repository.run(["doctor"])).code, 0);
    }),
    { numRuns: RUNS },
  );
});

async function perform(
  repository: RepositoryFixture,
  step: Step,
  index: number,
  trash: Deleted[],
): Promise<void> {
  const before = contents(repository);
  const ids = [...before.keys()];
  const id = ids[step.at % Math.max(1, ids.length)];
  if (step.do === "start") {
    await repository.done(["start", `Task ${index + 1}`, "--parallel"]);
  } else if (step.do === "restore") {
    if (trash.length > 0) await restore(repository, trash, step.at % trash.length);
  } else if (step.do === "gc") {
    const document = await repository.json(["session", "gc", "--older-than", "0", "--yes"]);
    for (const gone of listAt(document, "sessions")) {
      trash.push(deletedOf(before, textAt(gone, "session"), textAt(gone, "restore")));
    }
  } else if (id !== undefined) {
    await performOn(repository, step, id, before, trash);
  }
}

async function performOn(
  repository: RepositoryFixture,
  step: Step,
  id: string,
  before: ReadonlyMap<string, Content>,
  trash: Deleted[],
): Promise<void> {
  switch (step.do) {
    case "delete": {
      const { stdout } = await repository.done(["session", "delete", id, "--force"]);
      const command = /^Restore it with: (.+)$/m.exec(stdout)?.[1] ?? "";
      trash.push(deletedOf(before, id, command));
      break;
    }
    case "leave": {
      const directory = repository.at(`.orchestrator/sessions/${id}/left`);
      Deno.mkdirSync(directory, { recursive: true, mode: 0o750 });
      const path = join(directory, `file-${step.at}`);
      if (before.get(id)?.[`left/file-${step.at}`] !== undefined) break;
      Deno.writeFileSync(path, step.bytes, { mode: 0o600 });
      Deno.chmodSync(path, step.mode);
      break;
    }
    case "switch":
      await repository.done(["session", "switch", id]);
      break;
    case "complete":
      // An ended workflow refuses, which changes nothing either.
      await repository.run(["complete", `item_${1 + step.at % 3}`, "--session", id]);
      break;
    default:
      await repository.run(["finish", "--abandon", "--reason", "Not needed", "--session", id]);
  }
}

async function restore(repository: RepositoryFixture, trash: Deleted[], at: number): Promise<void> {
  const [deleted] = trash.splice(at, 1);
  assert.ok(deleted !== undefined);
  const run = await repository.line(deleted.command);
  assert.equal(run.code, 0, `${deleted.command}: ${run.stderr}`);
  assert.deepEqual(readSession(repository, deleted.id), deleted.content);
}

function deletedOf(before: ReadonlyMap<string, Content>, id: string, command: string): Deleted {
  const content = before.get(id);
  assert.ok(content !== undefined && command !== "", `${id}: ${command}`);
  return { id, command, content };
}

function contents(repository: RepositoryFixture): ReadonlyMap<string, Content> {
  const names = Array.from(Deno.readDirSync(repository.at(".orchestrator/sessions")));
  return new Map(names.map(({ name }) => [name, readSession(repository, name)]));
}

function readSession(repository: RepositoryFixture, id: string): Content {
  const found: Record<string, string> = {};
  const walk = (directory: string, below: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(directory)) {
      const path = join(directory, name);
      if (below + name === "lock") continue;
      const mode = ((Deno.lstatSync(path).mode ?? 0) & 0o7777).toString(8);
      found[below + name] = isDirectory
        ? `${mode} directory`
        : `${mode} ${Deno.readFileSync(path).toHex()}`;
      if (isDirectory) walk(path, `${below}${name}/`);
    }
  };
  walk(repository.at(`.orchestrator/sessions/${id}`), "");
  return found;
}
