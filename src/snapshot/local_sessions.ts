import { LAYOUT, SESSION_FILES, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { cutLog } from "../session/cut_log.ts";
import { sessionIds } from "../session/session_ids.ts";
import { fileDigest } from "../store/file_digest.ts";
import { kindOf, lstatOrNull } from "../store/read_file.ts";
import { fail } from "../store/failure.ts";

/** A session of a home that a session of a snapshot may be the same as. */
export interface LocalSession {
  readonly id: string;
  /** SHA-256 of its `base.json`. */
  readonly base: string;
  /** Absolute path of its log. */
  readonly log: string;
  /** How far that is whole, in bytes. */
  readonly length: number;
  readonly seq: number;
  readonly damaged: boolean;
}

/** The sessions of a home with one of these bases, in the order of their ids. */
export function localSessions(home: string, bases: ReadonlySet<string>): readonly LocalSession[] {
  if (bases.size === 0) return [];
  return sessionIds(home, null).flatMap((id) => {
    const base = baseOf(home, id);
    if (base === null || !bases.has(base)) return [];
    const { length, seq, damaged } = cutLog(home, id);
    return [{ id, base, log: `${home}/${sessionFile(id, "log.jsonl")}`, length, seq, damaged }];
  });
}

/** Null for a session of the predecessor. @throws `home.unsafe` */
function baseOf(home: string, id: string): string | null {
  const path = `${home}/${sessionDirectory(id)}/${SESSION_FILES.base}`;
  if (lstatOrNull(`${home}/${LAYOUT.sessions}`)?.isSymlink === true) {
    const unsafe = { path: `${home}/${LAYOUT.sessions}`, found: "a link", expected: "a directory" };
    throw fail("home.unsafe", unsafe);
  }
  const info = lstatOrNull(path);
  if (info === null) return null;
  if (!info.isFile) {
    throw fail("home.unsafe", { path, found: kindOf(info), expected: "a regular file" });
  }
  return fileDigest(path);
}
