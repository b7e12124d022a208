import type { RepositoryFixture } from "./repository_fixture.ts";
import { addHistory, predecessorLine } from "./session_files.ts";

/** A token that is none, cut in two so that no scanner takes this file for a leak. */
export const LEAKED_TOKEN = `ghp_${"a1B2".repeat(9)}`;

/** Puts a token into what the current session has of the predecessor, where nobody has scrubbed it. */
export function leakToken(repository: RepositoryFixture): Promise<void> {
  const id = repository.read(".orchestrator/current");
  addHistory(repository, id, [
    predecessorLine(),
    predecessorLine({ message: `Used ${LEAKED_TOKEN}` }),
  ]);
  return Promise.resolve();
}
