import { SESSION_FILES } from "../repo/layout.ts";
import { chainLink } from "../session/event_line.ts";
import { sealEvents } from "../session/seal_events.ts";
import { formatMigratedBase, parseSessionBase } from "../session/session_base.ts";
import { formatSessionMeta } from "../session/session_meta.ts";
import { formatStateCache } from "../session/state_cache.ts";
import type { Writer } from "../session/writer.ts";
import type { PendingCopy } from "../store/copy_file.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";
import type { PendingDigest } from "../store/file_digests.ts";
import { applyEvent } from "../workflow/fold.ts";
import { migratedDraft } from "../workflow/migrated.ts";
import type { PlannedFile, PlannedSession } from "./plan_type.ts";

/** How a file of a session gets its bytes. */
export type StageFile = (file: PlannedFile, to: string) => PendingCopy;

/** A file of a staged session: its path below the directory, beginning with `/`, and its digest. */
export interface StagedFile {
  readonly name: string;
  readonly digest: PendingDigest;
}

/** A session to be staged. */
export interface SessionToStage {
  readonly id: string;
  readonly migration: string;
  readonly planned: PlannedSession;
  /** Name of the linked worktree that it belongs to, null for the main checkout. */
  readonly tree: string | null;
}

/**
 * Makes the directory of a session that is taken over: the predecessor's lines in `history.jsonl`, its
 * state in `base.json`, and a log that begins with `session_migrated`.
 *
 * @returns The files of the directory.
 * @throws `io`, `file.not_created`.
 */
export function stageSession(
  writer: Writer,
  directory: string,
  { id, migration, planned, tree }: SessionToStage,
  copy: StageFile,
): readonly StagedFile[] {
  const files: StagedFile[] = [];
  makeStagedDirectory(directory);
  const made = new Set<string>();
  for (const file of planned.files) {
    const below = file.name.split("/").slice(0, -1).join("/");
    if (below !== "" && !made.has(below)) {
      made.add(below);
      makeStagedDirectory(`${directory}/${below}`);
    }
    const { digest } = copy(file, `${directory}/${file.name}`);
    files.push({ name: `/${file.name}`, digest });
  }
  const write = (name: string, text: string | Uint8Array): void => {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    makeDurableFile(`${directory}/${name}`, bytes);
    const digest = sha256Hex(bytes);
    files.push({ name: `/${name}`, digest: () => digest });
  };
  write(
    SESSION_FILES.meta,
    formatSessionMeta({
      session_id: id,
      former_id: planned.former_id,
      created_at: planned.created_at,
      task: planned.task,
      origin: "migrated",
      tree,
      branch: null,
      agent: null,
    }),
  );
  const history = planned.files.find(({ name }) => name === SESSION_FILES.history);
  const base = formatMigratedBase(
    planned.base,
    history === undefined ? null : {
      bytes: history.bytes,
      sha256: files.find(({ name }) => name === `/${SESSION_FILES.history}`)?.digest() ?? "",
    },
  );
  write(SESSION_FILES.base, base);
  const draft = migratedDraft({
    migration,
    source: planned.source,
    former_id: planned.former_id,
    checksum: planned.checksum,
    definition: planned.definition_origin,
  });
  const start = { seq: 0, head: chainLink(base), from: 0, to: 0 };
  const sealed = sealEvents(writer, null, planned.workflow_id, [draft], start);
  write(SESSION_FILES.log, sealed.bytes);
  const read = parseSessionBase(new TextEncoder().encode(base));
  const fold = read.kind === "folded" ? read.fold() : null;
  if (fold !== null) {
    for (const event of sealed.events) applyEvent(fold, event);
    write(SESSION_FILES.state, formatStateCache(fold, sealed.position));
  }
  for (const below of made) syncStaged(`${directory}/${below}`);
  syncStaged(directory);
  return files;
}
