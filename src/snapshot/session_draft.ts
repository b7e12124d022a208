import type { FeedbackPart } from "../session/feedback_operation.ts";
import { parseSessionBase } from "../session/session_base.ts";
import { parseSessionMeta } from "../session/session_meta.ts";
import type { SessionMeta } from "../session/session_view.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import type { SessionProblem } from "../store/snapshot_problem.ts";
import { collectBytes, concatBytes, decodeText } from "../stream/bytes.ts";
import { LogCheck } from "./check_log.ts";
import type { SessionPlace } from "./entry_place.ts";
import type { IncomingSession } from "./incoming.ts";
import type { ManifestSession } from "./manifest.ts";
import type { SnapshotFile } from "./read_archive.ts";

/** Stages the content of a file; `see` gets each block of it. */
export type StageFile = (file: SnapshotFile, see?: (block: Uint8Array) => void) => Promise<void>;

/** In bytes; what is understood as a whole, in memory. */
const LARGEST = { base: 67_108_864, meta: 1_048_576 } as const;

/** A session of a snapshot while its files come in, sorted by their names. */
export class SessionDraft {
  readonly #listed: ManifestSession;
  readonly #stage: StageFile;
  #base: string | null = null;
  #meta: SessionMeta | null = null;
  #log: LogCheck | null = null;
  readonly #checkpoints: string[] = [];
  readonly #feedback: FeedbackPart[] = [];

  constructor(listed: ManifestSession, stage: StageFile) {
    this.#listed = listed;
    this.#stage = stage;
  }

  /** Takes the next file. Throws `snapshot.damaged`, and what staging throws. */
  async take(place: SessionPlace, file: SnapshotFile): Promise<void> {
    switch (place.kind) {
      case "checkpoint":
        this.#checkpoints.push(place.checkpoint);
        return await this.#stage(file);
      case "feedback":
        this.#feedback.push(place.part);
        return await this.#stage(file);
      case "session":
        return await this.#takeOwn(place.file, file);
    }
  }

  /** The session, if it is whole. Throws `snapshot.damaged`. */
  finish(): IncomingSession {
    const { seq, head, log: length } = this.#listed;
    if (this.#base === null) throw this.#refuse("no_base");
    const end = this.#log === null ? { seq: 0, head: linkOf(this.#base), to: 0 } : this.#log.end();
    if (end === null) throw this.#refuse("log");
    if (end.seq !== seq || end.head !== head || end.to !== length) {
      throw this.#refuse("other_end");
    }
    return {
      ...this.#listed,
      base: this.#base,
      meta: this.#meta,
      checkpoints: this.#checkpoints,
      feedback: this.#feedback,
    };
  }

  async #takeOwn(name: SessionOwnFile, file: SnapshotFile): Promise<void> {
    switch (name) {
      case "history.jsonl":
        return await this.#stage(file);
      case "log.jsonl": {
        // The base came before.
        const check = this.#base === null ? null : new LogCheck(linkOf(this.#base));
        this.#log = check;
        return await this.#stage(file, (block) => check?.add(block));
      }
      case "base.json":
        this.#base = await this.#takeBase(file);
        return;
      case "meta.json":
        // Another takes its place, so this one is only read.
        if (file.size > LARGEST.meta) return;
        this.#meta = parseSessionMeta(
          decodeText(await collectBytes(file.content)) ?? "",
          this.#listed.id,
        );
    }
  }

  async #takeBase(file: SnapshotFile): Promise<string> {
    if (file.size > LARGEST.base) throw this.#refuse("base");
    const blocks: Uint8Array[] = [];
    await this.#stage(file, (block) => blocks.push(block.slice()));
    if (parseSessionBase(concatBytes(blocks)).kind === "unreadable") throw this.#refuse("base");
    return file.sha256();
  }

  #refuse(found: SessionProblem): OrchestratorError {
    return refuseSession(this.#listed.id, found);
  }
}

/** A session that makes a snapshot unusable. */
export function refuseSession(session: string, found: SessionProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "session", session, found } });
}

type SessionOwnFile = Extract<SessionPlace, { readonly kind: "session" }>["file"];

/** The chain link of `base.json`, from its SHA-256. */
function linkOf(sum: string): string {
  return sum.slice(0, 32);
}
