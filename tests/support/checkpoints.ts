import assert from "node:assert/strict";
import type { RepositoryFixture } from "./repository_fixture.ts";

/** Id of the only session of a repository. */
export function onlySession(repository: RepositoryFixture): string {
  const [id, ...others] = Array.from(
    Deno.readDirSync(repository.at(".orchestrator/sessions")),
    ({ name }) => name,
  );
  assert.ok(id !== undefined && others.length === 0, "there is not exactly one session");
  return id;
}

/** Makes a named pipe: whoever opens it to read waits for ever. */
export function makeFifo(path: string): void {
  const { success } = new Deno.Command("mkfifo", { args: [path] }).outputSync();
  assert.ok(success, "mkfifo failed");
}
