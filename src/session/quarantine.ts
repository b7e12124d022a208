import { LAYOUT } from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { replaceFile } from "../store/replace_file.ts";
import { sha256Hex } from "../store/sha256.ts";

/** Where bytes came from and why they were set aside. */
export interface QuarantineReason {
  readonly session: string;
  /** Name of the file in the session. */
  readonly file: string;
  readonly reason: string;
  /** Sequence number of the first line that is set aside. */
  readonly seq: number;
  /** UTC. */
  readonly at: string;
}

/**
 * Copies bytes that could not be read into `quarantine/`, with a note of where they come from, both
 * durable before this returns. The same bytes are kept once.
 *
 * @returns The path relative to the home: `quarantine/<session>-<seq>-<8 hex of the hash>`.
 */
export function quarantine(home: string, bytes: Uint8Array, reason: QuarantineReason): string {
  const digest = sha256Hex(bytes);
  const name = `${reason.session}-${reason.seq}-${digest.slice(0, 8)}`;
  const relative = `${LAYOUT.quarantine}/${name}`;
  checkedDirectory(home, LAYOUT.quarantine);
  const note = `${JSON.stringify({ schema: 1, ...reason, sha256: digest })}\n`;
  for (
    const [target, content] of [
      [`${relative}.reason.json`, new TextEncoder().encode(note)],
      [relative, bytes],
    ] as const
  ) {
    if (!checkedPath(home, target, "file").exists) {
      replaceFile(home, LAYOUT.tmp, target, content, 0o600);
    }
  }
  return relative;
}
