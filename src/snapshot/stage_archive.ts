import { whileHeld } from "../store/disposing.ts";
import { sha256Hex } from "../store/sha256.ts";
import { fail } from "../store/failure.ts";
import type { StagedTree } from "../store/staged_tree.ts";
import { type Bytes, type ByteSource, collectBytes } from "../stream/bytes.ts";
import { entryPlace } from "./entry_place.ts";
import { type Incoming, stagedName } from "./incoming.ts";
import type { SnapshotArchive, SnapshotFile } from "./read_archive.ts";
import { LARGEST_SECRETS, parseSecrets } from "./packed_secrets.ts";
import { refuseSession, SessionDraft } from "./session_draft.ts";

/** What is taken out of an archive. */
export interface StageOptions {
  /** Whether a session of the manifest is wanted. */
  readonly wants: (id: string) => boolean;
  readonly config: boolean;
  /** Whether the values of secrets are wanted. */
  readonly secrets: boolean;
  /** Called with each number of bytes that were read. */
  readonly progress: (bytes: number) => void;
}

/** Mode of what may be about people. */
export const PRIVATE = 0o600;

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
  const files: string[] = [];
  const left: string[] = [];
  let secrets: Bytes | null = null;
  const sums = new Map<string, string>();
  async function stage(
    file: SnapshotFile,
    see: (block: Uint8Array) => void = () => {},
  ): Promise<void> {
    const mode = entryPlace(file.name).kind === "feedback" ? PRIVATE : undefined;
    const staged = tree.begin(stagedName(file.name), mode);
    await whileHeld(Promise.resolve(staged), async () => {
      for await (const block of file.content) {
        options.progress(block.length);
        see(block);
        staged.write(block);
      }
      staged.sync();
    });
    sums.set(file.name, file.sha256());
  }
  // Null: not wanted.
  const drafts = new Map(
    manifest.sessions.map((listed) =>
      [listed.id, options.wants(listed.id) ? new SessionDraft(listed, stage) : null] as const
    ),
  );
  for await (const file of archive.files()) {
    const place = entryPlace(file.name);
    if (place.kind === "secrets" && options.secrets) {
      // Values lie nowhere in clear: they are kept in memory until they are sealed.
      secrets = await collectBytes(bounded(file.content));
    } else if (
      place.kind === "secrets" || place.kind === "other" ||
      (place.kind === "config" && !options.config)
    ) {
      left.push(file.name);
    } else if (place.kind === "shared" || place.kind === "config") {
      await stage(file);
      files.push(file.name);
    } else if (place.kind !== "identity") {
      const draft = drafts.get(place.session);
      if (draft === undefined) throw refuseSession(place.session, "not_listed");
      await draft?.take(place, file);
    }
  }
  // Only now is it known that the archive is what was packed.
  const sessions = Array.from(drafts.values()).flatMap((draft) => draft?.finish() ?? []);
  for (const { id } of sessions) {
    // A session without an event may come without a log.
    const name = `sessions/${id}/log.jsonl`;
    if (sums.has(name)) continue;
    tree.write(stagedName(name), new Uint8Array());
    sums.set(name, sha256Hex(""));
  }
  const realNames = new Map(manifest.escaped.map(({ stored, name }) => [stored, name]));
  return {
    manifest,
    sessions,
    files,
    secrets: secrets === null ? [] : parseSecrets(secrets),
    sums,
    left: left.map((name) => realNames.get(name) ?? name),
  };
}

/** @throws `snapshot.damaged` */
async function* bounded(content: ByteSource): AsyncGenerator<Bytes> {
  let length = 0;
  for await (const block of content) {
    length += block.length;
    if (length > LARGEST_SECRETS) throw fail("snapshot.damaged", { problem: { kind: "secrets" } });
    yield block;
  }
}
