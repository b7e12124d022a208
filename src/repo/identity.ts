import { lookAt, readText } from "../git/read_text.ts";
import { remoteSlug } from "../git/remote_slug.ts";
import { rootCommit } from "../git/root_commit.ts";
import { joinPath } from "../process/path.ts";
import { sha256Hex } from "../store/sha256.ts";
import { LAYOUT } from "./layout.ts";
import type { Place } from "./place.ts";

/** `meta.json`: which repository a home belongs to. */
export interface Identity {
  readonly schema: 1;
  /** `r` and 16 hex digits, derived from `root_commit` where that is known, else random. */
  readonly repo_id: string;
  /** First commit of the complete history, null while it is not known. */
  readonly root_commit: string | null;
  /** `owner/name` of the remote, null when there is none. */
  readonly slug: string | null;
  /** UTC. */
  readonly created_at: string;
  /** Program and version that wrote it. */
  readonly created_by: string;
}

/** What `meta.json` of a home holds. */
export type RecordedIdentity =
  | { readonly kind: "none" }
  | { readonly kind: "identity"; readonly identity: Identity }
  /** Written by a later version. */
  | { readonly kind: "newer"; readonly schema: number }
  | { readonly kind: "unreadable" };

/** A larger `meta.json` is not ours. */
const LARGEST = 65_536;

/** Reads `meta.json` of a home; never throws for what it finds there. */
export function readIdentity(home: string): RecordedIdentity {
  const path = joinPath(home, LAYOUT.meta);
  const info = lookAt(path);
  if (info === null) return { kind: "none" };
  const text = info.isFile ? readText(path, LARGEST) : null;
  return text === null ? { kind: "unreadable" } : parseIdentity(text);
}

/** Reads the text of a `meta.json`; keys that are missing, too many or of another type are refused. */
export function parseIdentity(text: string): RecordedIdentity {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "unreadable" };
  }
  const values = new Map<string, unknown>(Object.entries(value));
  const schema = values.get("schema");
  if (typeof schema === "number" && Number.isInteger(schema) && schema > 1) {
    return { kind: "newer", schema };
  }
  const repo_id = values.get("repo_id");
  const root_commit = values.get("root_commit");
  const slug = values.get("slug");
  const created_at = values.get("created_at");
  const created_by = values.get("created_by");
  if (
    schema !== 1 || values.size !== 6 || !isMatch(repo_id, /^r[0-9a-f]{16}$/) ||
    !(root_commit === null || isMatch(root_commit, /^([0-9a-f]{40}|[0-9a-f]{64})$/)) ||
    !(slug === null || isMatch(slug, /^[A-Za-z0-9._~-]+\/[A-Za-z0-9._~-]+$/)) ||
    !isMatch(created_at, /^\d{4}-\d\d-\d\dT[0-9:.]+Z$/) || !isMatch(created_by, /^.{1,200}$/)
  ) return { kind: "unreadable" };
  const identity = { schema, repo_id, root_commit, slug, created_at, created_by } as const;
  return { kind: "identity", identity };
}

/** The text of `meta.json` for an identity. */
export function identityText(identity: Identity): string {
  const { schema, repo_id, root_commit, slug, created_at, created_by } = identity;
  const ordered = { schema, repo_id, root_commit, slug, created_at, created_by };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * The identity of the repository as it is found now.
 *
 * @param env the environment of this process, for git
 * @param made time (UTC) and program that it is to state
 */
export async function makeIdentity(
  place: Place,
  env: Readonly<Record<string, string>>,
  made: { readonly created_at: string; readonly created_by: string },
): Promise<Identity> {
  const root_commit = await rootCommit(place, env);
  return {
    schema: 1,
    repo_id: root_commit === null ? randomId() : derivedId(root_commit),
    root_commit,
    slug: remoteSlug(place),
    ...made,
  };
}

/**
 * Compares two identities. They differ only if both first commits are known and different, or neither
 * is and both slugs are known and different (case does not count: hosts ignore it).
 */
export function compareIdentity(
  recorded: Identity,
  found: Identity,
): "same" | "unknown" | "differs" {
  if (recorded.root_commit !== null && found.root_commit !== null) {
    return recorded.root_commit === found.root_commit ? "same" : "differs";
  }
  const comparable = recorded.root_commit === null && found.root_commit === null;
  if (comparable && recorded.slug !== null && found.slug !== null) {
    return recorded.slug.toLowerCase() === found.slug.toLowerCase() ? "same" : "differs";
  }
  return recorded.repo_id === found.repo_id ? "same" : "unknown";
}

function derivedId(rootCommit: string): string {
  return `r${sha256Hex(`orchestrator repo\0${rootCommit}`).slice(0, 16)}`;
}

function randomId(): string {
  return `r${crypto.getRandomValues(new Uint8Array(8)).toHex()}`;
}

function isMatch(value: unknown, shape: RegExp): value is string {
  return typeof value === "string" && shape.test(value);
}
