import { currentFile, feedbackFile, LAYOUT, sessionFile } from "../repo/layout.ts";
import { makeHiddenHouse } from "../session/ensure_house.ts";
import { settleInterrupted, settleUnderLock } from "../session/interrupted.ts";
import { lockRepository } from "../session/lock_house.ts";
import { whileSessionsLocked } from "../session/lock_sessions.ts";
import { formatSessionMeta } from "../session/session_meta.ts";
import type { SessionMeta } from "../session/session_view.ts";
import { settleLog } from "../session/settle_log.ts";
import type { Writer } from "../session/writer.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { freeSpace } from "../store/free_space.ts";
import { LARGEST_JOURNAL, runJournal } from "../store/journal.ts";
import { parentOf } from "../store/publish.ts";
import { readRegular } from "../store/read_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import { makeStage, type Stage, sweepStages } from "../store/stage.ts";
import { StagedTree } from "../store/staged_tree.ts";
import { makeTemporaryStage } from "../store/temporary_stage.ts";
import { digestOfLines } from "../store/tree_digest.ts";
import { encodeText } from "../stream/bytes.ts";
import { importPlaces, toImportJournal } from "./import_operation.ts";
import type { ImportPlan } from "./import_plan.ts";
import { type Incoming, type IncomingSession, stagedName } from "./incoming.ts";
import { localSessions } from "./local_sessions.ts";
import { planImport } from "./plan_import.ts";
import type { SnapshotArchive } from "./read_archive.ts";
import { PRIVATE, stageArchive, type StageOptions } from "./stage_archive.ts";

/** What an import is asked to do. */
export interface ImportRequest extends StageOptions {
  /** Only say what would be done. */
  readonly dryRun: boolean;
  /**
   * Makes the house complete, and whatever else has to be there; called when all of the snapshot has been
   * checked, and nothing of it is published.
   */
  readonly prepare: (incoming: Incoming) => Promise<void>;
}

/** What an import did, or would do. */
export interface Imported {
  readonly plan: ImportPlan;
  readonly incoming: Incoming;
}

/** What is kept free beside the staged files, in bytes. */
const RESERVE = 16_777_216;

/** Bytes of a journal for each place, beside its name. */
const STEP_LENGTH = 320;

/**
 * Takes over what is in a snapshot: stages and checks all of it without a lock, then decides under the
 * locks what is new here, and publishes that as one operation.
 *
 * @throws `snapshot.damaged`, `import.no_space`, `import.too_many` (nothing is changed then);
 * `lock.busy`, `io`, `file.not_created`, `home.unsafe`
 */
export async function importSnapshot(
  writer: Writer,
  archive: SnapshotArchive,
  request: ImportRequest,
): Promise<Imported> {
  const { home } = writer.place;
  if (request.dryRun) {
    const stage = makeTemporaryStage();
    return await whileHeld(Promise.resolve(stage), async () => {
      const { incoming, tree } = await stageAll(archive, stage.path, request);
      return { plan: planImport(writer, incoming, tree), incoming };
    });
  }
  await settleInterrupted(writer);
  makeHiddenHouse(home);
  const stage = makeStage(home, LAYOUT.tmp);
  return await whileHeld(Promise.resolve(stage), async () => {
    const staged = await stageAll(archive, stage.path, request);
    await request.prepare(staged.incoming);
    const plan = await publish(writer, stage, staged);
    return { plan, incoming: staged.incoming };
  });
}

interface Staged {
  readonly incoming: Incoming;
  readonly tree: StagedTree;
}

async function stageAll(
  archive: SnapshotArchive,
  path: string,
  options: StageOptions,
): Promise<Staged> {
  const needed = archive.manifest.files.reduce((sum, { size }) => sum + size, RESERVE);
  const free = freeSpace(path);
  if (free !== null && free < needed) throw fail("import.no_space", { needed, free });
  const tree = new StagedTree(path);
  const incoming = await stageArchive(archive, tree, options);
  tree.sync();
  return { incoming, tree };
}

async function publish(writer: Writer, stage: Stage, staged: Staged): Promise<ImportPlan> {
  const { home } = writer.place;
  const bases = new Set(staged.incoming.sessions.map(({ base }) => base));
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepStages(home, LAYOUT.tmp, stage.name);
    const ids = localSessions(home, bases).map(({ id }) => id);
    return await whileSessionsLocked(writer, ids, () => publishUnderLock(writer, stage, staged));
  });
}

function publishUnderLock(writer: Writer, stage: Stage, { incoming, tree }: Staged): ImportPlan {
  const { home } = writer.place;
  const plan = planImport(writer, incoming, tree);
  const places = importPlaces(plan.facts);
  if (places.length === 0) return plan;
  const journal = places.reduce((sum, place) => sum + 3 * place.length + STEP_LENGTH, 0);
  if (journal > LARGEST_JOURNAL) throw fail("import.too_many", { count: places.length });
  const sums = arrange(writer, incoming, plan, tree);
  makeDirectories(home, places);
  for (const { result, id } of plan.sessions) {
    if (result === "extended") settleLog(writer, id);
  }
  runJournal(home, LAYOUT, writer.operations, {
    operation: "import",
    stage,
    facts: toImportJournal(plan.facts),
    digests: new Map(places.map((place) => [
      `${LAYOUT.tmp}/${stage.name}/${place}`,
      digestOf(place, sums),
    ])),
  });
  return plan;
}

/**
 * Gives what is staged the names under which it is published, and adds what is made here.
 *
 * @returns SHA-256 of every file by the name under which it is published.
 */
function arrange(
  writer: Writer,
  { sums }: Incoming,
  plan: ImportPlan,
  tree: StagedTree,
): ReadonlyMap<string, string> {
  const { home, worktree } = writer.place;
  const published = new Map<string, string>();
  const write = (name: string, bytes: Uint8Array, mode?: number): void => {
    tree.write(name, bytes, mode);
    published.set(name, sha256Hex(bytes));
  };
  for (const { from, to } of plan.moves) {
    tree.move(stagedName(from), to);
    for (const [name, sum] of sumsAt(sums, from)) published.set(`${to}${name}`, sum);
  }
  for (const { incoming, result, id } of plan.sessions) {
    const meta = sessionFile(id, "meta.json");
    if (result === "added") {
      write(meta, encodeText(formatSessionMeta(importedMeta(writer, incoming, id))));
    } else if (result === "extended") {
      write(meta, readRegular(`${home}/${meta}`) ?? new Uint8Array());
    }
  }
  for (const { session, part, bytes } of plan.feedback) {
    write(feedbackFile(session, part), bytes, PRIVATE);
  }
  if (plan.current !== null) write(currentFile(worktree), encodeText(plan.current));
  tree.sync();
  return published;
}

function importedMeta(
  writer: Writer,
  { id: theirs, meta }: IncomingSession,
  id: string,
): SessionMeta {
  return {
    session_id: id,
    former_id: id === theirs ? meta?.former_id ?? null : theirs,
    created_at: meta?.created_at ?? writer.now(),
    task: meta?.task ?? "",
    origin: "imported",
    tree: writer.place.worktree,
    branch: meta?.branch ?? null,
    agent: meta?.agent ?? null,
  };
}

/** The directories above what is published. */
function makeDirectories(home: string, places: readonly string[]): void {
  for (const directory of new Set(places.map(parentOf))) checkedDirectory(home, directory);
}

/** Digest of a file, or of the directory with all files below a name. */
function digestOf(place: string, sums: ReadonlyMap<string, string>): string {
  return digestOfLines(sumsAt(sums, place).map(([name, digest]) => ({ name, digest })));
}

/** The sums of a file, or of all below a directory, by what follows its name. */
function sumsAt(
  sums: ReadonlyMap<string, string>,
  place: string,
): readonly (readonly [name: string, sum: string])[] {
  const own = sums.get(place);
  if (own !== undefined) return [["", own]];
  return Array.from(sums)
    .filter(([name]) => name.startsWith(`${place}/`))
    .map(([name, sum]) => [name.slice(place.length), sum]);
}
