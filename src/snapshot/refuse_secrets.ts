import { HOUSE } from "../repo/layout.ts";
import { fail } from "../store/failure.ts";
import type { Contents } from "./contents.ts";
import { locateSecrets } from "./locate_secrets.ts";
import type { FileSecret } from "./piece_scan.ts";

/** Most secrets, and most sessions with some, that a message names. */
const SHOWN = { secrets: 20, sessions: 5 } as const;

/**
 * Refuses an export with secrets in it.
 *
 * @throws `snapshot.secrets`, and what reading the files throws
 */
export async function refuseSecrets(
  contents: Contents,
  secrets: readonly FileSecret[],
): Promise<void> {
  if (secrets.length === 0) return;
  const found = await locateSecrets(contents, secrets);
  const sessions = found.flatMap(({ name }) => /^sessions\/([^/]+)\//.exec(name)?.[1] ?? []);
  throw fail("snapshot.secrets", {
    found: found.slice(0, SHOWN.secrets)
      .map(({ name, line, kind }) => ({ path: `${HOUSE}/${name}`, line, kind })),
    count: found.length,
    sessions: [...new Set(sessions)].slice(0, SHOWN.sessions),
  });
}
