import { FEEDBACK_PARTS, type FeedbackPart } from "../session/feedback_operation.ts";
import { isPathId } from "../repo/path_id.ts";
import { SESSION_FILES } from "../repo/layout.ts";
import { SECRETS_NAME } from "./packed_secrets.ts";

/** A file of a session. */
export type SessionPlace =
  /** A file of a session, by its name in the session. */
  | {
    readonly kind: "session";
    readonly session: string;
    readonly file: "meta.json" | "base.json" | "history.jsonl" | "log.jsonl";
  }
  | { readonly kind: "checkpoint"; readonly session: string; readonly checkpoint: string }
  | { readonly kind: "feedback"; readonly session: string; readonly part: FeedbackPart };

/** What a file of an archive is to the one who imports it. */
export type EntryPlace =
  | SessionPlace
  /** A file below `templates/` or `prd/`. */
  | { readonly kind: "shared" }
  | { readonly kind: "config" }
  /** The identity, which the manifest has too. */
  | { readonly kind: "identity" }
  /** The values of secrets. */
  | { readonly kind: "secrets" }
  /** Nothing that an import applies. */
  | { readonly kind: "other" };

const SESSION_NAMES: ReadonlyMap<
  string,
  "meta.json" | "base.json" | "history.jsonl" | "log.jsonl"
> = new Map([SESSION_FILES.meta, SESSION_FILES.base, SESSION_FILES.history, SESSION_FILES.log]
  .map((name) => [name, name]));

/** Directories whose files are taken over one by one. */
export const SHARED_DIRECTORIES = ["templates", "prd"] as const;

/** What the name of a file in an archive means. */
export function entryPlace(name: string): EntryPlace {
  if (name === "meta.json") return { kind: "identity" };
  if (name === SECRETS_NAME) return { kind: "secrets" };
  if (name === "config.yaml") return { kind: "config" };
  if (SHARED_DIRECTORIES.some((directory) => name.startsWith(`${directory}/`))) {
    return { kind: "shared" };
  }
  const [, session = "", below = ""] = /^sessions\/([^/]+)\/(.+)$/.exec(name) ?? [];
  return isPathId(session) ? placeInSession(session, below) : { kind: "other" };
}

function placeInSession(session: string, below: string): EntryPlace {
  const file = SESSION_NAMES.get(below);
  if (file !== undefined) return { kind: "session", session, file };
  const part = FEEDBACK_PARTS.find((one) => below === `feedback/${one}.jsonl`);
  if (part !== undefined) return { kind: "feedback", session, part };
  const [, checkpoint = ""] = /^checkpoints\/([^/]+)\.json$/.exec(below) ?? [];
  return isPathId(checkpoint) ? { kind: "checkpoint", session, checkpoint } : { kind: "other" };
}
