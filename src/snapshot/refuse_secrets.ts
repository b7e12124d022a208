import { HOUSE } from "../repo/layout.ts";
import { fail } from "../store/failure.ts";
import type { Contents } from "./contents.ts";
import type { FoundSecrets } from "./found_secrets.ts";
import { locateSecrets } from "./locate_secrets.ts";

/** Most secrets, and most sessions with some, that a message names. */
const SHOWN = { secrets: 20, sessions: 5 } as const;

/** Where something only may be secret. */
export interface LikelyFound {
  /** Lines with such a thing. */
  readonly lines: number;
  /** The first of them. */
  readonly places: readonly { readonly path: string; readonly line: number }[];
}

/**
 * Refuses an export with secrets in it.
 *
 * @returns What only may be secret, which hinders nothing.
 * @throws `snapshot.secrets`, and what reading the files throws
 */
export async function refuseSecrets(
  contents: Contents,
  { secrets, likely, likelyLines }: FoundSecrets,
): Promise<LikelyFound> {
  if (secrets.length === 0) {
    const places = await locateSecrets(contents, likely);
    return {
      lines: likelyLines,
      places: places.map(({ name, line }) => ({ path: `${HOUSE}/${name}`, line })),
    };
  }
  const found = await locateSecrets(contents, secrets);
  const sessions = found.flatMap(({ name }) => /^sessions\/([^/]+)\//.exec(name)?.[1] ?? []);
  throw fail("snapshot.secrets", {
    found: found.slice(0, SHOWN.secrets)
      .map(({ name, line, kind }) => ({ path: `${HOUSE}/${name}`, line, kind })),
    count: found.length,
    sessions: [...new Set(sessions)].slice(0, SHOWN.sessions),
  });
}
