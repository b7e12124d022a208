import { type Manifest, MANIFEST_NAME, SUMS_NAME } from "../../../src/snapshot/manifest.ts";
import { formatManifest } from "../../../src/snapshot/manifest.ts";
import { formatSums } from "../../../src/snapshot/sums.ts";
import { sha256Hex } from "../../../src/store/sha256.ts";
import { type Bytes, collectBytes, encodeText } from "../../../src/stream/bytes.ts";
import { writeFrames } from "../../../src/tar/frames.ts";
import { writeArchive } from "../../../src/tar/write_archive.ts";
import { loadZstdCodec } from "../../../src/tar/zstd_codec.ts";

/** Files of a small snapshot, in the order of an archive. */
export const SAMPLE_FILES: ReadonlyMap<string, string> = new Map([
  ["config.yaml", "a: 1\n"],
  ["meta.json", "{}\n"],
  ["sessions/261122-x7k2qf/base.json", "{}\n"],
  ["sessions/261122-x7k2qf/log.jsonl", '{"seq":1}\n'],
]);

/** The manifest for some files. */
export function sampleManifest(
  files: ReadonlyMap<string, string> = SAMPLE_FILES,
  changes: Partial<Manifest> = {},
): Manifest {
  return {
    schema: 1,
    identity: { repo_id: "r0123456789abcdef", root_commit: null, slug: "owner/name" },
    sessions: [{ id: "261122-x7k2qf", seq: 1, head: "0".repeat(32), log: 10 }],
    current: "261122-x7k2qf",
    escaped: [],
    files: Array.from(files, ([name, text]) => ({ name, size: encodeText(text).length })),
    ...changes,
  };
}

/** What a snapshot is made of, so that tests can make each part wrong. */
export interface ArchiveParts {
  readonly files?: ReadonlyMap<string, string>;
  /** Text of the manifest; null leaves it out. */
  readonly manifest?: string | null;
  /** Text of the sums; null leaves them out. */
  readonly sums?: string | null;
  /** Names of the entries between manifest and sums; directories end with a slash. */
  readonly entries?: readonly string[];
  /** Entries after the sums. */
  readonly after?: readonly string[];
}

/** The tar of a snapshot that may be wrong. */
export function makeArchive(parts: ArchiveParts = {}): Promise<Bytes> {
  const files = parts.files ?? SAMPLE_FILES;
  const manifest = parts.manifest === undefined
    ? formatManifest(sampleManifest(files))
    : parts.manifest;
  const sums = parts.sums === undefined
    ? formatSums([...(manifest === null ? [] : [[MANIFEST_NAME, manifest] as const]), ...files]
      .map(([name, text]) => ({ name, sha256: sha256Hex(text) })))
    : parts.sums;
  const texts: (readonly [string, string])[] = [
    ...(manifest === null ? [] : [[MANIFEST_NAME, manifest] as const]),
    ...(parts.entries ?? defaultEntries(files)).map((name) =>
      [name, files.get(name) ?? ""] as const
    ),
    ...(sums === null ? [] : [[SUMS_NAME, sums] as const]),
    ...(parts.after ?? []).map((name) => [name, ""] as const),
  ];
  return collectBytes(writeArchive(texts.map(([name, text]) => {
    const bytes = encodeText(text);
    const kind = name.endsWith("/") ? "directory" : "file";
    return { kind, name: name.replace(/\/$/, ""), size: bytes.length, mtime: 0, content: [bytes] };
  })));
}

/** Names of files with the directories above them, each before what is below it. */
export function defaultEntries(files: ReadonlyMap<string, string>): readonly string[] {
  const names = [...files.keys()].flatMap((name) => {
    const segments = name.split("/").slice(0, -1);
    return [...segments.map((_, index) => `${segments.slice(0, index + 1).join("/")}/`), name];
  });
  return [...new Set(names)];
}

/** A tar, compressed as a snapshot has it. */
export async function compress(archive: Bytes): Promise<Bytes> {
  return await collectBytes(writeFrames([archive], await loadZstdCodec()));
}
