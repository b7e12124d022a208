import { HOUSE } from "../../repo/layout.ts";
import type { KnownValues } from "../../scrub/known_values.ts";
import type { Contents } from "../../snapshot/contents.ts";
import { scanContents } from "../../snapshot/scan_contents.ts";
import { fail } from "../../store/failure.ts";

/** Most secrets, and most sessions with some, that a message names. */
const SHOWN = { secrets: 20, sessions: 5 } as const;

/** Refuses an export with secrets in it. @throws `snapshot.secrets` */
export async function refuseSecrets(contents: Contents, known: KnownValues | null): Promise<void> {
  const found = await scanContents(contents, known);
  if (found.length === 0) return;
  const sessions = found.flatMap(({ name }) => /^sessions\/([^/]+)\//.exec(name)?.[1] ?? []);
  throw fail("snapshot.secrets", {
    found: found.slice(0, SHOWN.secrets)
      .map(({ name, line, kind }) => ({ path: `${HOUSE}/${name}`, line, kind })),
    count: found.length,
    sessions: [...new Set(sessions)].slice(0, SHOWN.sessions),
  });
}
