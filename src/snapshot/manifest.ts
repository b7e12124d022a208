import type { Identity } from "../repo/identity.ts";

/** A session as it was when the snapshot was cut. */
export interface ManifestSession {
  readonly id: string;
  /** Sequence number of the last event that is in the snapshot; 0 without one. */
  readonly seq: number;
  /** Chain link of that event, of `base.json` without one: 32 hex digits. */
  readonly head: string;
  /** Bytes of `log.jsonl`. */
  readonly log: number;
}

/** A file in the archive. */
export interface ManifestFile {
  readonly name: string;
  readonly size: number;
}

/** A name that an archive cannot have, and the one that its file has instead. */
export interface EscapedName {
  readonly stored: string;
  /** Relative to `.orchestrator/`; may be anything. */
  readonly name: string;
}

/** Which repository a snapshot is of; null for what is not known, or where there is no identity. */
export type ManifestIdentity = Pick<Identity, "repo_id" | "root_commit" | "slug">;

/** `manifest.json`: the first file of the archive, and what is to be expected of the others. */
export interface Manifest {
  readonly schema: 1;
  readonly identity: ManifestIdentity | null;
  /** In the order of their ids. */
  readonly sessions: readonly ManifestSession[];
  /** The current session of the tree that exported. */
  readonly current: string | null;
  readonly escaped: readonly EscapedName[];
  /** All files but this one and the sums, in the order of the archive. */
  readonly files: readonly ManifestFile[];
}

/** Name of the first file. */
export const MANIFEST_NAME = "manifest.json";

/** Name of the last file. */
export const SUMS_NAME = "SHA256SUMS";

/** In bytes. */
export const LARGEST_MANIFEST = 33_554_432;

/** Text of `manifest.json`. */
export function formatManifest(manifest: Manifest): string {
  const { schema, identity, sessions, current, escaped, files } = manifest;
  const ordered = {
    schema,
    identity: identity === null ? null : {
      repo_id: identity.repo_id,
      root_commit: identity.root_commit,
      slug: identity.slug,
    },
    sessions: sessions.map(({ id, seq, head, log }) => ({ id, seq, head, log })),
    current,
    escaped: escaped.map(({ stored, name }) => ({ stored, name })),
    files: files.map(({ name, size }) => ({ name, size })),
  };
  return `${JSON.stringify(ordered)}\n`;
}
