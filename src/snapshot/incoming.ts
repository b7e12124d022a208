import type { FeedbackPart } from "../session/feedback_operation.ts";
import type { SessionMeta } from "../session/session_view.ts";
import type { Manifest, ManifestSession } from "./manifest.ts";
import type { PackedSecret } from "./packed_secrets.ts";

/** A session of a snapshot whose files are staged and checked. */
export interface IncomingSession extends ManifestSession {
  /** SHA-256 of its `base.json`: what it is known by. */
  readonly base: string;
  /** Null when the snapshot has none that can be read. */
  readonly meta: SessionMeta | null;
  readonly checkpoints: readonly string[];
  readonly feedback: readonly FeedbackPart[];
}

/** What a snapshot holds, staged below `in/` by the names in the archive. */
export interface Incoming {
  readonly manifest: Manifest;
  readonly sessions: readonly IncomingSession[];
  /** Names of the files that are not of a session. */
  readonly files: readonly string[];
  /** Those that are wanted; they are staged nowhere. */
  readonly secrets: readonly PackedSecret[];
  /** SHA-256 of every staged file by its name in the archive. */
  readonly sums: ReadonlyMap<string, string>;
  /** Real names of the files that an import does not apply; may be anything. */
  readonly left: readonly string[];
}

/** Where a file of the archive is staged. */
export function stagedName(name: string): string {
  return `in/${name}`;
}
