import assert from "node:assert/strict";
import { at, find, jsonOf, listAt, textAt } from "./json.ts";
import { type FileTree, readLastingTree } from "./file_tree.ts";
import { makeRepository, type RepositoryFixture } from "./repository_fixture.ts";
import type { Run } from "./run_orchestrator.ts";
import { SMALL_WORKFLOW } from "./workflows.ts";

type Environment = Readonly<Record<string, string>>;

/** One row of a table of bad input. */
export interface BadInput {
  /** What is wrong; the rest of the name of its test. */
  readonly name: string;
  /** Makes it wrong, in a repository in which {@link SMALL_WORKFLOW} lies and has been started. */
  readonly arrange?: (repository: RepositoryFixture) => void | Promise<void>;
  /** No workflow is started, and there is no `.orchestrator/`. */
  readonly fresh?: true;
  readonly args: readonly string[] | ((repository: RepositoryFixture) => readonly string[]);
  readonly stdin?: string | Uint8Array<ArrayBuffer>;
  readonly env?: Environment | ((repository: RepositoryFixture) => Environment);
  /** Below the repository. */
  readonly cwd?: string;
  readonly code: number;
  /** Code of the error document. */
  readonly error: string;
  /** What the message must say. */
  readonly says: RegExp;
  /** The refusal itself is an event: logs may grow, and nothing else may change. */
  readonly records?: true;
}

/** The task of the session that rows find. */
export const TASK = "Build the thing";

/**
 * Registers one test for every row: the command is refused with the row's exit code, in words on
 * stderr and as a document with `--json`, names a command that mends it, and changes no file.
 */
export function testBadInput(command: string, rows: readonly BadInput[]): void {
  for (const row of rows) {
    Deno.test(`${command} refuses ${row.name}`, () => refuses(row));
  }
}

async function refuses(row: BadInput): Promise<void> {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  if (row.fresh !== true) await repository.done(["start", TASK]);
  await row.arrange?.(repository);
  const before = readLastingTree(repository.path);
  const args = typeof row.args === "function" ? row.args(repository) : row.args;
  const changes = {
    ...(row.stdin === undefined ? {} : { stdin: row.stdin }),
    env: (typeof row.env === "function" ? row.env(repository) : row.env) ?? {},
    ...(row.cwd === undefined ? {} : { cwd: repository.at(row.cwd) }),
  };
  assertWords(row, await repository.run(args, changes));
  assertDocument(row, await repository.run(withJson(args), changes));
  assertKept(row, before, readLastingTree(repository.path));
}

/** Before `--`, after which it would be an argument. */
function withJson(args: readonly string[]): readonly string[] {
  return ["--json", ...args];
}

function assertWords(row: BadInput, run: Run): void {
  const shown = `exit ${run.code}\n${run.stdout}${run.stderr}`;
  assert.equal(run.code, row.code, shown);
  assert.equal(run.stdout, "", shown);
  const lines = run.stderr.split("\n").filter((line) => !/^(note|warning): /.test(line));
  assert.match(lines[0] ?? "", /^error: [A-Z].*[^.]$/, shown);
  assert.match(run.stderr, row.says, shown);
  assert.ok(lines.some((line) => /^ {2}fix: \S/.test(line)), `no fix: ${shown}`);
}

function assertDocument(row: BadInput, run: Run): void {
  assert.equal(run.code, row.code, run.stdout + run.stderr);
  const document = jsonOf(run);
  assert.equal(at(document, "schema"), "orchestrator.error/1");
  assert.equal(at(document, "error", "code"), row.error);
  const details = find(document, "error", "details") === undefined
    ? []
    : listAt(document, "error", "details");
  const said = [textAt(document, "error", "message"), ...details].join("\n");
  assert.match(said, row.says);
  assert.ok(listAt(document, "error", "fix").length > 0, "no fix");
}

function assertKept(row: BadInput, before: FileTree, after: FileTree): void {
  if (row.records !== true) {
    assert.deepEqual(after, before);
    return;
  }
  for (const [path, content] of before) {
    if (/\/state\.json$/.test(path)) continue;
    const now = after.get(path) ?? "missing";
    if (/\/log\.jsonl$/.test(path)) assert.ok(now.startsWith(content), `${path} lost lines`);
    else assert.equal(now, content, path);
  }
}
