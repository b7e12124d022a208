import { HOUSE, LAYOUT, sessionDirectory } from "../repo/layout.ts";
import { newSessionId } from "../session/new_session_id.ts";
import type { Writer } from "../session/writer.ts";
import { copyFileDurably, copyFileLater, type PendingCopy } from "../store/copy_file.ts";
import { copyRangesDurably } from "../store/copy_ranges.ts";
import { copyTreeDurably } from "../store/copy_tree.ts";
import type { FileDigests, PendingDigest } from "../store/file_digests.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { Stage } from "../store/stage.ts";
import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";
import { syncTree } from "../store/sync_tree.ts";
import { digestOfLines } from "../store/tree_digest.ts";
import { MIGRATE_STAGED } from "./operations.ts";
import type { Placement, Plan, PlannedFile } from "./plan_type.ts";
import { type StagedFile, stageSession } from "./stage_session.ts";

/** What a plan has become in a stage. */
export interface StagedPlan {
  readonly migration: string;
  /** Ids of the new sessions by their keys in the plan, the one that becomes current first. */
  readonly ids: ReadonlyMap<string, string>;
  /** Digests of what is staged, by its path relative to the home. */
  readonly digests: ReadonlyMap<string, string>;
  /** Digests of original files that were read whole, by absolute path. */
  readonly originals: ReadonlyMap<string, string>;
}

/** What it takes to stage a plan. */
export interface StageInput {
  readonly root: string;
  /** Name of the linked worktree that the sessions belong to, null for the main checkout. */
  readonly tree: string | null;
  readonly plan: Plan;
  readonly stage: Stage;
  /** Ids that are taken. */
  readonly taken: readonly string[];
  /** Id of the migration. */
  readonly migration: string;
  readonly fileDigests: FileDigests;
  /** Called with the bytes that were copied, for a progress bar. */
  readonly copied: (bytes: number) => void;
}

/** Copies everything that a plan makes into a stage. Changes nothing else. Throws `io`. */
export function stagePlan(writer: Writer, input: StageInput): StagedPlan {
  const { root, tree, plan, stage, migration, fileDigests } = input;
  const staged = new Map<string, readonly StagedFile[]>();
  const copies = new Map<string, PendingDigest>();
  const ids = new Map<string, string>();
  const taken = [...input.taken];
  const copyFile = (file: PlannedFile, to: string): PendingCopy => {
    const copied = copyPlanned({ root, fileDigests, copies }, file, to);
    input.copied(copied.size);
    return copied;
  };
  makeStagedDirectory(`${stage.path}/${HOUSE}`);
  makeStagedDirectory(`${stage.path}/${LAYOUT.sessions}`);
  const first = plan.sessions.filter(({ key }) => key === plan.current);
  for (const planned of new Set([...first, ...plan.sessions])) {
    const id = newSessionId(writer.now(), taken);
    taken.push(id);
    ids.set(planned.key, id);
    const directory = `${stage.path}/${sessionDirectory(id)}`;
    const files = stageSession(writer, directory, { id, migration, planned, tree }, copyFile);
    staged.set(relative(stage, sessionDirectory(id)), files);
  }
  syncTree(`${stage.path}/${LAYOUT.sessions}`);
  fileDigests.settle();
  const originals = new Map(Array.from(copies, ([path, digest]) => [path, digest()]));
  const digests = new Map(Array.from(staged, ([name, files]) => [name, digestOfFiles(files)]));
  makeStagedDirectory(`${stage.path}/${MIGRATE_STAGED.placed}`);
  for (const [index, placement] of [...plan.placements, ...plan.copies].entries()) {
    const name = `${MIGRATE_STAGED.placed}/${index}`;
    const digest = place(root, placement, `${stage.path}/${name}`, originals);
    digests.set(relative(stage, name), digest);
    input.copied(placement.bytes);
  }
  syncStaged(`${stage.path}/${MIGRATE_STAGED.placed}`);
  return { migration, ids, digests, originals };
}

function relative(stage: Stage, name: string): string {
  return `${LAYOUT.tmp}/${stage.name}/${name}`;
}

function digestOfFiles(files: readonly StagedFile[]): string {
  return digestOfLines(files.map(({ name, digest }) => ({ name, digest: digest() })));
}

interface Copying {
  readonly root: string;
  readonly fileDigests: FileDigests;
  /** Gets the digests of originals that were copied whole, by absolute path. */
  readonly copies: Map<string, PendingDigest>;
}

/** A file that is one original whole is copied with its attributes, and its digest remembered. */
function copyPlanned(
  { root, fileDigests, copies }: Copying,
  { parts }: PlannedFile,
  to: string,
): PendingCopy {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && "path" in only && only.from === 0) {
    const path = `${root}/${only.path}`;
    const info = lstatOrNull(path);
    if (info?.isFile === true && info.size === only.to) {
      const copied = copyFileLater(path, to, fileDigests);
      copies.set(path, copied.digest);
      return copied;
    }
  }
  const encoder = new TextEncoder();
  const { sha256, size } = copyRangesDurably(
    parts.map((part) =>
      "text" in part
        ? { bytes: encoder.encode(part.text) }
        : { path: `${root}/${part.path}`, from: part.from, to: part.to }
    ),
    to,
  );
  return { digest: () => sha256, size };
}

function place(
  root: string,
  { from, kind }: Placement,
  to: string,
  originals: Map<string, string>,
): string {
  const path = `${root}/${from}`;
  if (kind === "file") {
    const { sha256 } = copyFileDurably(path, to);
    originals.set(path, sha256);
    return sha256;
  }
  const lines = copyTreeDurably(path, to, "record");
  for (const { name, digest } of lines) originals.set(path + name, digest);
  return digestOfLines(lines);
}
