import assert from "node:assert/strict";
import fc from "fast-check";
import { OrchestratorError } from "../../src/store/failure.ts";
import { type Bytes, collectBytes, concatBytes, encodeText } from "../../src/stream/bytes.ts";
import type { EntryHeader } from "../../src/tar/entry.ts";
import { compareNames, nameProblem } from "../../src/tar/entry_name.ts";
import { encodeEntryHeader } from "../../src/tar/header_blocks.ts";
import { MOST_ENTRIES, readArchive } from "../../src/tar/read_archive.ts";
import { archiveLength, writeArchive } from "../../src/tar/write_archive.ts";
import { hostileArchives } from "./support/hostile_archives.ts";
import { END, rawBlock } from "./support/raw_archive.ts";
import { fuzzRuns } from "../support/fuzz_runs.ts";

interface Sample extends EntryHeader {
  readonly content: readonly Bytes[];
}

const SAMPLES: readonly Sample[] = [
  file("manifest.json", "{}"),
  directory("sessions"),
  file("sessions/empty", ""),
  file("sessions/full", "x".repeat(512)),
  file("sessions/long", "y".repeat(1300), 1_700_000_000),
  directory("\u00e9t\u00e9"),
  file("\u00e9t\u00e9/\u{1f600}.txt", "z"),
  file(`n${"/d".repeat(29)}/${"x".repeat(255)}`, "deep"),
  file("x".repeat(100), "fits"),
  file("y".repeat(101), "does not"),
  directory("z".repeat(99)),
];

Deno.test("an archive that is written is read the same", async () => {
  const bytes = await collectBytes(writeArchive(SAMPLES));
  assert.equal(bytes.length, archiveLength(SAMPLES));
  assert.deepEqual(
    await read(bytes),
    SAMPLES.map(({ content, ...header }) => ({
      ...header,
      bytes: concatBytes(content),
    })),
  );
});

Deno.test("content that nobody takes is skipped", async () => {
  const bytes = await collectBytes(writeArchive(SAMPLES));
  const names: string[] = [];
  for await (const { name } of readArchive([bytes])) names.push(name);
  assert.deepEqual(names, SAMPLES.map(({ name }) => name));
});

Deno.test("a content of another length than announced is an error of the writer", async () => {
  const wrong = { ...file("a", "bc"), size: 3 };
  await assert.rejects(collectBytes(writeArchive([wrong])), RangeError);
});

Deno.test("sizes that a ustar header cannot hold are written in a pax header", async () => {
  for (const size of [8 ** 11 - 1, 8 ** 11, 2 ** 43]) {
    const header = encodeEntryHeader({ kind: "file", name: "a", size, mtime: 1 });
    const entries = readArchive([header]);
    const { value } = await entries.next();
    assert.equal(value?.size, size);
    assert.equal(header.length, size < 8 ** 11 ? 512 : 1536);
    await assert.rejects(entries.next(), OrchestratorError);
  }
});

Deno.test("at least 300 hostile archives are refused", async () => {
  const archives = hostileArchives();
  assert.ok(archives.length >= 300, String(archives.length));
  assert.ok(new Set(archives.map(({ name }) => name)).size >= 300);
  for (const { name, bytes } of archives) {
    const error = await read(bytes).then(() => null, (reason: unknown) => reason);
    assert.ok(error instanceof OrchestratorError, `${name}: ${String(error)}`);
    assert.equal(error.failure.code, "snapshot.damaged", name);
  }
});

Deno.test("the archive that the hostile ones are made from is fine", async () => {
  assert.equal((await read(concatBytes([rawBlock({}), END]))).length, 1);
  const both = concatBytes([rawBlock({ name: "a/", type: "5" }), rawBlock({ name: "a/b" }), END]);
  assert.equal((await read(both)).length, 2);
});

Deno.test("more entries than allowed are refused while reading, not collected", async () => {
  function* many(): Generator<Bytes> {
    for (let index = 0; index <= 1000; index++) {
      yield encodeEntryHeader({ kind: "file", name: `f${index}`, size: 0, mtime: 0 });
    }
    throw new Error("read too far");
  }
  let count = 0;
  await assert.rejects(
    async () => {
      for await (const _ of readArchive(many(), 1000)) count++;
    },
    (error: unknown) =>
      error instanceof OrchestratorError && error.failure.code === "snapshot.damaged" &&
      error.failure.facts.problem.kind === "entries",
  );
  assert.equal(count, 1000);
  assert.equal(MOST_ENTRIES, 200_000);
});

Deno.test("names that every system can have are fine", () => {
  for (
    const name of [
      "a",
      "a/b",
      ".hidden",
      "a..b",
      "..a",
      "-rf",
      "a b",
      "caf\u00e9",
      "console",
      "com10",
      "null",
      "\u{1f600}",
      "x".repeat(255),
      `${"d/".repeat(31)}f`,
      "constructor",
      "__proto__",
    ]
  ) {
    assert.equal(nameProblem(name), null, name);
  }
});

Deno.test("names are ordered by their UTF-8 bytes", () => {
  const names = ["\u{1f600}", "\uffee", "a/b", "a", "a-b", "A", "\u00e9", "ab"];
  const byBytes = names.toSorted((a, b) => {
    const [left, right] = [[...encodeText(a)], [...encodeText(b)]];
    const at = left.findIndex((byte, index) => byte !== right[index]);
    return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
  });
  assert.deepEqual(names.toSorted(compareNames), byBytes);
});

Deno.test("no archive of any bytes does anything but be read or refused", async () => {
  const good = await collectBytes(writeArchive(SAMPLES.slice(0, 5)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (changes, mendSums) => {
        const bytes = good.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        if (mendSums) mend(bytes);
        try {
          const entries = await read(bytes);
          for (const { name } of entries) assert.equal(nameProblem(name), null);
          // What is accepted is what would be written.
          const again = entries.map(({ bytes: content, ...header }) => ({
            ...header,
            content: [content],
          }));
          assert.deepEqual(await collectBytes(writeArchive(again)), bytes);
        } catch (error) {
          assert.ok(error instanceof OrchestratorError, String(error));
        }
      },
    ),
    fuzzRuns(1000),
  );
});

/** Gives every block that could be a header the right sum, so that the fuzzing gets further. */
function mend(bytes: Bytes): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (block[257] !== 0x75) continue;
    block.fill(0x20, 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0).toString(8).padStart(6, "0");
    block.set(encodeText(`${sum}\0 `), 148);
  }
}

async function read(bytes: Bytes): Promise<readonly (EntryHeader & { readonly bytes: Bytes })[]> {
  const found: (EntryHeader & { readonly bytes: Bytes })[] = [];
  for await (const { content, ...header } of readArchive([bytes])) {
    found.push({ ...header, bytes: await collectBytes(content) });
  }
  return found;
}

function file(name: string, content: string, mtime = 0): Sample {
  const bytes = encodeText(content);
  return { kind: "file", name, size: bytes.length, mtime, content: [bytes] };
}

function directory(name: string): Sample {
  return { kind: "directory", name, size: 0, mtime: 0, content: [] };
}
