import { readIdentity } from "../repo/identity.ts";
import { HOUSE } from "../repo/layout.ts";
import { fail } from "../store/failure.ts";
import { fileBlocks } from "../store/file_blocks.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { Bytes } from "../stream/bytes.ts";
import { compareNames, nameProblem } from "../tar/entry_name.ts";
import { TakenNames } from "../tar/taken_names.ts";
import type { EscapedName, Manifest, ManifestFile, ManifestIdentity } from "./manifest.ts";
import { type CutSession, cutSession } from "./cut_session.ts";
import { formatSecrets, type PackedSecret, SECRETS_NAME } from "./packed_secrets.ts";
import { type FoundFile, walkFiles } from "./walk_files.ts";
import type { ArchiveSource } from "./write_archive.ts";

/** What goes into a snapshot. */
export interface ContentsRequest {
  readonly home: string;
  /** Ids of sessions of ours. */
  readonly sessions: readonly string[];
  /** What a session is read from as from a home: an operation that was cut off may have it elsewhere. */
  readonly homeOf: (session: string) => string;
  /** The current session of the tree; it counts only if it is one of those. */
  readonly current: string | null;
  /** With `migrations/`, which holds the originals of what was migrated. */
  readonly backups: boolean;
  /** With what is said about the process in `feedback/`. */
  readonly private: boolean;
  /** The values of secrets; null without. Only what is encrypted may have them. */
  readonly secrets: readonly PackedSecret[] | null;
}

/** A snapshot, ready to be written. */
export interface Contents {
  readonly manifest: Manifest;
  readonly source: ArchiveSource;
  /** What is no regular file and so was left out, relative to `.orchestrator/`. */
  readonly skipped: readonly string[];
  /** Sessions whose log is damaged after the cut. */
  readonly damaged: readonly string[];
  /** Names of the secrets whose values are in it. */
  readonly secrets: readonly string[];
}

/** A file to pack, by its name relative to `.orchestrator/`. */
interface PackedFile extends FoundFile {
  /** The absolute directory that the name is relative to; null for what lies in no file. */
  readonly house: string | null;
  readonly mtime: number;
  /** What lies in no file. */
  readonly bytes?: Bytes;
}

const HOUSE_PATHS = ["meta.json", "config.yaml", "templates", "prd"] as const;
const BACKUP_PATHS = ["migrations"] as const;

/**
 * Looks at everything that goes into a snapshot and fixes how much of it does: what is appended to a
 * log from now on is not in it. Reads only.
 */
export function readContents(request: ContentsRequest): Contents {
  const { home } = request;
  const house = `${home}/${HOUSE}`;
  const skipped: string[] = [];
  const skip = (name: string) => {
    skipped.push(name);
  };
  const sessions = request.sessions.map((id) =>
    cutSession({ home: request.homeOf(id), private: request.private }, id, skip)
  );
  const paths = [...HOUSE_PATHS, ...(request.backups ? BACKUP_PATHS : [])];
  const files: readonly PackedFile[] = [
    ...paths.flatMap((path) => [...walkFiles(house, path, skip)]).map((file) => ({
      ...file,
      house,
      mtime: 0,
    })),
    ...(request.secrets === null ? [] : [secretsFile(request.secrets)]),
    ...sessions.flatMap((session) =>
      session.files.map((file) => ({ ...file, house: session.house, mtime: session.mtime }))
    ),
  ];
  const named = nameFiles(files);
  return {
    manifest: {
      schema: 1,
      identity: identityOf(home),
      sessions: sessions.map(({ id, seq, head, log }) => ({ id, seq, head, log }))
        .toSorted((a, b) => compareNames(a.id, b.id)),
      current: sessions.some(({ id }) => id === request.current) ? request.current : null,
      escaped: named.escaped,
      files: named.files,
    },
    source: sourceOf(named.packed, sessions),
    skipped,
    secrets: (request.secrets ?? []).map(({ name }) => name),
    damaged: sessions.filter(({ damaged }) => damaged).map(({ id }) => id),
  };
}

interface NamedFiles {
  readonly files: readonly ManifestFile[];
  readonly escaped: readonly EscapedName[];
  /** By the name in the archive. */
  readonly packed: ReadonlyMap<string, PackedFile>;
}

/** Gives a file that no reader would take by its name another one. */
function nameFiles(files: readonly PackedFile[]): NamedFiles {
  const taken = new TakenNames();
  const packed = new Map<string, PackedFile>();
  const escaped: EscapedName[] = [];
  for (const file of files.toSorted((a, b) => compareNames(a.name, b.name))) {
    const fits = nameProblem(file.name) === null && taken.take(file.name, "file");
    const name = fits ? file.name : `escaped/${escaped.length + 1}`;
    if (!fits) escaped.push({ stored: name, name: file.name });
    packed.set(name, file);
  }
  return {
    files: Array.from(packed, ([name, { size }]) => ({ name, size }))
      .toSorted((a, b) => compareNames(a.name, b.name)),
    escaped: escaped.toSorted((a, b) => compareNames(a.stored, b.stored)),
    packed,
  };
}

function sourceOf(
  packed: ReadonlyMap<string, PackedFile>,
  sessions: readonly CutSession[],
): ArchiveSource {
  const mtimes = new Map(sessions.map(({ id, mtime }) => [id, mtime]));
  return {
    content(name) {
      const file = packed.get(name);
      if (file === undefined) throw new RangeError(`"${name}" is not in the snapshot`);
      if (file.bytes !== undefined) return [file.bytes];
      const path = `${file.house}/${file.name}`;
      const isChanged = file.grows !== true && lstatOrNull(path)?.size !== file.size;
      if (isChanged) throw fail("snapshot.changed", { path });
      return fileBlocks(path, file.size);
    },
    mtime(name) {
      const [, session] = /^sessions\/([^/]+)/.exec(packed.get(name)?.name ?? name) ?? [];
      return mtimes.get(session ?? "") ?? 0;
    },
  };
}

function secretsFile(secrets: readonly PackedSecret[]): PackedFile {
  const bytes = formatSecrets(secrets);
  return { name: SECRETS_NAME, house: null, size: bytes.length, mtime: 0, bytes };
}

function identityOf(home: string): ManifestIdentity | null {
  const recorded = readIdentity(home);
  if (recorded.kind !== "identity") return null;
  const { repo_id, root_commit, slug } = recorded.identity;
  return { repo_id, root_commit, slug };
}
