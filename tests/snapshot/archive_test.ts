import assert from "node:assert/strict";
import fc from "fast-check";
import { formatManifest, type Manifest } from "../../src/snapshot/manifest.ts";
import { parseManifest } from "../../src/snapshot/parse_manifest.ts";
import { readSnapshotArchive } from "../../src/snapshot/read_archive.ts";
import { formatSums } from "../../src/snapshot/sums.ts";
import { writeSnapshotArchive } from "../../src/snapshot/write_archive.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import { type Bytes, collectBytes, encodeText } from "../../src/stream/bytes.ts";
import {
  type ArchiveParts,
  defaultEntries,
  makeArchive,
  SAMPLE_FILES,
  sampleManifest,
} from "./support/archives.ts";
import { fuzzRuns } from "../support/fuzz_runs.ts";

Deno.test("an archive that is written is read the same, with the sums of its files", async () => {
  const manifest = sampleManifest();
  const bytes = await collectBytes(writeSnapshotArchive(manifest, {
    content: (name) => [encodeText(SAMPLE_FILES.get(name) ?? "")],
    mtime: (name) => name.startsWith("sessions/") ? 1_700_000_000 : 0,
  }));
  const archive = await readSnapshotArchive([bytes]);
  assert.deepEqual(archive.manifest, manifest);
  const found = new Map<string, string>();
  for await (const file of archive.files()) {
    const content = new TextDecoder().decode(await collectBytes(file.content));
    found.set(file.name, content);
    assert.equal(file.sha256(), sha256Hex(content));
    assert.equal(file.mtime, file.name.startsWith("sessions/") ? 1_700_000_000 : 0);
  }
  assert.deepEqual(found, SAMPLE_FILES);
});

Deno.test("an archive is verified also where nobody takes the contents", async () => {
  assert.equal(await problemOf({}), null);
  const sums = formatSums(
    [["manifest.json", formatManifest(sampleManifest())], ...SAMPLE_FILES]
      .map(([name = "", text = ""]) => ({ name, sha256: sha256Hex(`${text}?`) })),
  );
  assert.equal(await problemOf({ sums }), "content manifest.json");
});

Deno.test("an archive that is not what its manifest says is refused", async () => {
  const manifest = sampleManifest();
  const text = formatManifest(manifest);
  const entries = defaultEntries(SAMPLE_FILES);
  const [first] = manifest.files;
  assert.ok(first);
  const other = (files: Manifest["files"]) => formatManifest({ ...manifest, files });
  const sumsOf = (manifestText: string) =>
    formatSums([["manifest.json", manifestText], ...SAMPLE_FILES]
      .map(([name = "", content = ""]) => ({ name, sha256: sha256Hex(content) })));
  const cases: readonly (readonly [string, ArchiveParts])[] = [
    ["manifest absent", { manifest: null }],
    ["manifest not_in_archive", { sums: null }],
    ["manifest not_listed", { entries: ["a", ...entries] }],
    ["manifest not_listed", { entries: entries.slice(1) }],
    ["manifest not_listed", { entries: entries.slice(0, -1) }],
    ["manifest not_listed", { entries: entries.filter((name) => name !== "sessions/") }],
    ["manifest not_listed", { entries: [...entries, "zzz/"] }],
    ["manifest not_listed", { after: ["zzz"] }],
    ["manifest other_size", {
      manifest: other([{ ...first, size: 4 }, ...manifest.files.slice(1)]),
    }],
    ["manifest other_size", { sums: "" }],
    ["sums", { sums: sumsOf(text).replaceAll("meta.json", "mate.json") }],
    ["content meta.json", {
      sums: sumsOf(text).replace(/^.{64}(?= {2}meta\.json$)/m, "0".repeat(64)),
    }],
    ["sums", { sums: sumsOf(text).toUpperCase() }],
  ];
  for (const [wanted, parts] of cases) {
    assert.equal(await problemOf(parts), wanted, JSON.stringify(parts).slice(0, 300));
  }
});

Deno.test("a manifest in its one spelling is read", () => {
  for (
    const manifest of [
      sampleManifest(),
      sampleManifest(new Map(), { identity: null, current: null, sessions: [] }),
      sampleManifest(new Map([["escaped/1", "x"]]), {
        escaped: [{ stored: "escaped/1", name: "prd/a:b\n" }],
      }),
    ]
  ) {
    assert.deepEqual(parseManifest(encodeText(formatManifest(manifest))), manifest);
  }
});

Deno.test("any other manifest is refused, and a newer one told from it", () => {
  const good = formatManifest(sampleManifest());
  const file = { name: "a", size: 1 };
  const session = { id: "a", seq: 1, head: "0".repeat(32), log: 1 };
  for (
    const text of [
      "",
      "[]",
      "null",
      good.trimEnd(),
      ` ${good}`,
      good.replace('"schema":1', '"schema":1,"schema":1'),
      good.replace('"schema":1', '"schema":"1"'),
      good.replace("}\n", ',"more":1}\n'),
      good.replace('"current"', '"Current"'),
      changed({ files: [file, file] }),
      changed({ files: [{ name: "b", size: 1 }, file] }),
      changed({ files: [{ name: "../a", size: 1 }] }),
      changed({ files: [{ name: "manifest.json", size: 1 }] }),
      changed({ files: [{ name: "SHA256SUMS", size: 1 }] }),
      changed({ files: [{ name: "a", size: -1 }] }),
      changed({ files: [{ name: "a", size: 0.5 }] }),
      changed({ current: "../a" }),
      changed({ sessions: [{ ...session, id: "a/b" }] }),
      changed({ sessions: [{ ...session, head: "xyz" }] }),
      changed({ sessions: [{ ...session, seq: -1 }] }),
      changed({ sessions: [session, session] }),
      changed({ escaped: [{ stored: "escaped/0", name: "x" }] }),
      changed({ escaped: [{ stored: "a", name: "x" }] }),
      changed({ identity: { repo_id: "x", root_commit: null, slug: null } }),
      changed({ identity: { repo_id: "r0123456789abcdef", root_commit: "x", slug: null } }),
    ]
  ) {
    assert.equal(manifestProblem(encodeText(text)), "snapshot.damaged", text.slice(0, 200));
  }
  assert.equal(manifestProblem(Uint8Array.of(0xff)), "snapshot.damaged");
  assert.equal(manifestProblem(encodeText('{"schema":2}')), "snapshot.newer");
});

Deno.test("no manifest of any bytes does anything but be read or refused", () => {
  const good = encodeText(formatManifest(sampleManifest()));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      (changes) => {
        const bytes = good.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        const problem = manifestProblem(bytes);
        if (problem === null) {
          assert.deepEqual(encodeText(formatManifest(parseManifest(bytes))), bytes);
        }
      },
    ),
    fuzzRuns(2000),
  );
  fc.assert(fc.property(fc.json(), (text) => {
    assert.notEqual(manifestProblem(encodeText(text)), null);
  }));
});

function changed(changes: Partial<Manifest>): string {
  return formatManifest(sampleManifest(undefined, changes));
}

function manifestProblem(bytes: Bytes): string | null {
  try {
    parseManifest(bytes);
    return null;
  } catch (error) {
    assert.ok(error instanceof OrchestratorError, String(error));
    return error.failure.code;
  }
}

async function problemOf(parts: ArchiveParts): Promise<string | null> {
  try {
    const archive = await readSnapshotArchive([await makeArchive(parts)]);
    for await (const _ of archive.files());
    return null;
  } catch (error) {
    assert.ok(error instanceof OrchestratorError, String(error));
    const { failure } = error;
    assert.ok(failure.code === "snapshot.damaged");
    const { problem } = failure.facts;
    const more = problem.kind === "manifest"
      ? problem.found
      : "name" in problem
      ? problem.name
      : "";
    return `${problem.kind} ${more}`.trim();
  }
}
