import { makeRepository, type RepositoryFixture } from "./repository_fixture.ts";
import { SMALL_WORKFLOW } from "./workflows.ts";

let original: Promise<RepositoryFixture> | undefined;

/**
 * Makes a copy of a repository in which {@link SMALL_WORKFLOW} has been committed and started by
 * somebody else: nothing is granted to whoever gets it. Much faster than starting again.
 */
export async function copyOfStarted(): Promise<RepositoryFixture> {
  const { path } = await (original ??= makeOriginal());
  const copy = makeRepository({ git: false });
  const { success } = new Deno.Command("cp", { args: ["-a", `${path}/.`, copy.path] }).outputSync();
  if (!success) throw new Error("cp failed");
  return copy;
}

async function makeOriginal(): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  globalThis.addEventListener("unload", () => repository[Symbol.dispose]());
  repository.git("config", "core.logAllRefUpdates", "false");
  for (const { name } of Deno.readDirSync(repository.at(".git/hooks"))) {
    Deno.removeSync(repository.at(`.git/hooks/${name}`));
  }
  repository.write("notes.txt", "one\n");
  repository.git("add", "workflow.yaml", "notes.txt");
  repository.git("commit", "--quiet", "--message", "First");
  await repository.done(["start", "Build the thing"]);
  await repository.done(["checkpoint", "-m", "Early"]);
  return repository;
}
