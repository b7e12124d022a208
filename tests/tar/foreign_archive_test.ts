import assert from "node:assert/strict";
import fc from "fast-check";
import { OrchestratorError } from "../../src/store/failure.ts";
import { type Bytes, collectBytes, concatBytes, encodeText } from "../../src/stream/bytes.ts";
import { type ForeignEntry, readForeignArchive } from "../../src/tar/read_foreign_archive.ts";
import { fuzzRuns } from "../support/fuzz_runs.ts";
import { END, paxRecord, rawBlock, rawPax } from "./support/raw_archive.ts";

type Read = Omit<ForeignEntry, "content" | "type" | "mode" | "link"> & { readonly text: string };

async function read(...parts: readonly Bytes[]): Promise<readonly Read[]> {
  const found: Read[] = [];
  for await (const entry of readForeignArchive([concatBytes(parts)])) {
    const { kind, name, size, mtime, content } = entry;
    const text = new TextDecoder().decode(await collectBytes(content));
    found.push({ kind, name, size, mtime, text });
  }
  return found;
}

/** A block of content. */
function body(text: string): Bytes {
  const block = new Uint8Array(512);
  block.set(encodeText(text));
  return block;
}

const FILE: Read = { kind: "file", name: "a", size: 2, mtime: 0, text: "hi" };

Deno.test("numbers are understood as programs write them", async () => {
  for (const size of ["00000000002\0", "          2 ", "2\0\0\0\0\0\0\0\0\0\0\0", "00000000002 "]) {
    assert.deepEqual(await read(rawBlock({ size }), body("hi"), END), [FILE], size);
  }
  const block = rawBlock({});
  block.set([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 124);
  block.set(encodeText(sumOf(block)), 148);
  assert.deepEqual(await read(block, body("hi"), END), [FILE]);
});

Deno.test("names are put together from prefix, long names and pax headers", async () => {
  const size = "00000000002\0";
  const long = "l".repeat(300);
  const gnu = { name: "././@LongLink", type: "L", size: "00000000455\0", magic: "ustar  \0" };
  const cases: readonly (readonly [string, readonly Bytes[]])[] = [
    ["d/a", [rawBlock({ size, prefix: "d" })]],
    ["a", [rawBlock({ size, prefix: "d", magic: "ustar  \0" })]],
    ["é", [rawBlock({ size, name: "é" })]],
    [long, [rawBlock(gnu), concatBytes([body(`${long}\0`)]), rawBlock({ size })]],
    [long, [rawPax(paxRecord("mtime", "1.5") + paxRecord("path", long), { size })]],
    ["a\nb", [rawPax(paxRecord("path", "a\nb"), { size })]],
    ["a", [rawPax(paxRecord("comment", "x"), { size, name: "a" }, { type: "g" })]],
  ];
  for (const [name, blocks] of cases) {
    const [entry] = await read(...blocks, body("hi"), END);
    assert.deepEqual([entry?.name, entry?.text], [name, "hi"]);
  }
});

Deno.test("what is no file comes with its kind and without content", async () => {
  const size = "00000000002\0";
  const entries = await read(
    rawBlock({ name: "d/", type: "5", size }),
    rawBlock({ name: "old/", type: "\0", magic: "\0\0\0\0\0\0\0\0" }),
    rawBlock({ name: "soft", type: "2", linkname: "x", size }),
    rawBlock({ name: "hard", type: "1", linkname: "x", size }),
    rawBlock({ name: "sparse", type: "S", size }),
    body("hi"),
    rawPax(paxRecord("GNU.sparse.major", "1"), { name: "also sparse", size }),
    body("hi"),
    rawBlock({ size }),
    body("hi"),
    END,
  );
  assert.deepEqual(entries.map(({ kind, name }) => `${kind} ${name}`), [
    "directory d",
    "directory old",
    "symlink soft",
    "other hard",
    "other sparse",
    "other also sparse",
    "file a",
  ]);
});

Deno.test("an archive that is cut off anywhere, or damaged in a header, is refused", async () => {
  const size = "00000000002\0";
  const whole = concatBytes([rawPax(paxRecord("path", "b"), { size }), body("hi"), END]);
  for (let length = 0; length <= 4 * 512; length += 64) {
    await assert.rejects(read(whole.subarray(0, length)), OrchestratorError, String(length));
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(147), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ change;
      await assert.rejects(read(bytes), OrchestratorError);
    }),
    fuzzRuns(100),
  );
});

Deno.test("no pax header makes anything but a failure by name", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      try {
        await read(rawPax(bytes, {}), END);
      } catch (error) {
        assert.ok(error instanceof OrchestratorError, String(error));
      }
    }),
    fuzzRuns(200),
  );
});

function sumOf(block: Uint8Array): string {
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return `${sum.toString(8).padStart(6, "0")}\0 `;
}
