import { parseSessionBase } from "../session/session_base.ts";
import { parseSessionMeta } from "../session/session_meta.ts";
import type { FeedbackPart } from "../session/feedback_operation.ts";
import type { SessionMeta } from "../session/session_view.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import type { SessionProblem } from "../store/snapshot_problem.ts";
import type { StagedTree } from "../store/staged_tree.ts";
import { collectBytes, concatBytes, decodeText } from "../stream/bytes.ts";
import { LogCheck } from "./check_log.ts";
import { entryPlace } from "./entry_place.ts";
import { type Incoming, type IncomingSession, stagedName } from "./incoming.ts";
import type { ManifestSession } from "./manifest.ts";
import type { SnapshotArchive, SnapshotFile } from "./read_archive.ts";

/** What is taken out of an archive. */
export interface StageOptions {
  /** Whether a session of the manifest is wanted. */
  readonly wants: (id: string) => boolean;
  readonly config: boolean;
  /** Called with each number of bytes that were read. */
  readonly progress: (bytes: number) => void;
}

/** In bytes; what is understood as a whole, in memory. */
const LARGEST = { base: 67_108_864, meta: 1_048_576 } as const;

/** A session while its files come in. */
interface Draft {
  readonly listed: ManifestSession;
  base: string | null;
  meta: SessionMeta | null;
  log: LogCheck | null;
  readonly checkpoints: string[];
  readonly feedback: FeedbackPart[];
}

/**
 * Reads an archive to its end and stages what is wanted of it. When this returns, all names, sizes and
 * sums were right, and every wanted session is whole: its log continues its base and ends where the
 * manifest says.
 *
 * @throws `snapshot.damaged`, `io`, `file.not_created`
 */
export async function stageArchive(
  archive: SnapshotArchive,
  tree: StagedTree,
  options: StageOptions,
): Promise<Incoming> {
  const { manifest } = archive;
  const drafts = new Map(
    manifest.sessions.filter(({ id }) => options.wants(id)).map((listed) => [listed.id, {
      listed,
      base: null,
      meta: null,
      log: null,
      checkpoints: [],
      feedback: [],
    } as Draft]),
  );
  const listed = new Set(manifest.sessions.map(({ id }) => id));
  const files: string[] = [];
  const left: string[] = [];
  const sums = new Map<string, string>();
  const stage = async (file: SnapshotFile, see: (block: Uint8Array) => void = () => {}) => {
    const staged = tree.begin(stagedName(file.name));
    await whileHeld(Promise.resolve(staged), async () => {
      for await (const block of file.content) {
        options.progress(block.length);
        see(block);
        staged.write(block);
      }
      staged.sync();
    });
    sums.set(file.name, file.sha256());
  };
  for await (const file of archive.files()) {
    const place = entryPlace(file.name);
    if (place.kind === "identity") continue;
    if (place.kind === "other" || (place.kind === "config" && !options.config)) {
      left.push(file.name);
      continue;
    }
    if (place.kind === "shared" || place.kind === "config") {
      await stage(file);
      files.push(file.name);
      continue;
    }
    const { session } = place;
    if (!listed.has(session)) throw refuse(session, "not_listed");
    const draft = drafts.get(session);
    if (draft === undefined) continue;
    if (place.kind === "checkpoint") {
      await stage(file);
      draft.checkpoints.push(place.checkpoint);
    } else if (place.kind === "feedback") {
      await stage(file);
      draft.feedback.push(place.part);
    } else {
      await stageSessionFile(draft, place.file, file, stage);
    }
  }
  // Only now is it known that the archive is what was sealed.
  const sessions = Array.from(drafts.values(), finish);
  for (const { id, log } of sessions) {
    // An empty log may have been left out.
    const name = `sessions/${id}/log.jsonl`;
    if (log === 0 && !sums.has(name)) {
      tree.write(stagedName(name), new Uint8Array());
      sums.set(name, EMPTY_SUM);
    }
  }
  return { manifest, sessions, files, sums, left };
}

/** SHA-256 of nothing. */
const EMPTY_SUM = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

type StageFile = (file: SnapshotFile, see?: (block: Uint8Array) => void) => Promise<void>;

async function stageSessionFile(
  draft: Draft,
  name: "meta.json" | "base.json" | "history.jsonl" | "log.jsonl",
  file: SnapshotFile,
  stage: StageFile,
): Promise<void> {
  const { id } = draft.listed;
  if (name === "history.jsonl") {
    await stage(file);
  } else if (name === "log.jsonl") {
    // The names are sorted: the base came before.
    const check = draft.base === null ? null : new LogCheck(linkOf(draft.base));
    await stage(file, (block) => check?.add(block));
    draft.log = check;
  } else if (name === "base.json") {
    if (file.size > LARGEST.base) throw refuse(id, "base");
    const bytes = await stageAndKeep(file, stage);
    if (parseSessionBase(bytes).kind === "unreadable") throw refuse(id, "base");
    draft.base = file.sha256();
  } else if (file.size <= LARGEST.meta) {
    // Another takes its place.
    draft.meta = parseSessionMeta(decodeText(await collectBytes(file.content)) ?? "", id);
  }
}

async function stageAndKeep(file: SnapshotFile, stage: StageFile): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  await stage(file, (block) => blocks.push(block.slice()));
  return concatBytes(blocks);
}

function finish({ listed, base, meta, log, checkpoints, feedback }: Draft): IncomingSession {
  const { id, seq, head } = listed;
  if (base === null) throw refuse(id, "no_base");
  const end = log === null ? { seq: 0, head: linkOf(base), to: 0 } : log.end();
  if (end === null) throw refuse(id, "log");
  if (end.seq !== seq || end.head !== head || end.to !== listed.log) throw refuse(id, "other_end");
  return { ...listed, base, meta, checkpoints, feedback };
}

/** The link of `base.json`, from its SHA-256. */
function linkOf(sum: string): string {
  return sum.slice(0, 32);
}

function refuse(session: string, found: SessionProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "session", session, found } });
}
