import assert from "node:assert/strict";
import fc from "fast-check";
import { makeKnownValues } from "../../src/scrub/known_values.ts";
import { SecretScanner } from "../../src/scrub/secret_scanner.ts";
import type { FileSecret, FoundSecrets } from "../../src/snapshot/found_secrets.ts";
import { PieceScan, scanPiece } from "../../src/snapshot/piece_scan.ts";
import { SECRETS_NAME } from "../../src/snapshot/packed_secrets.ts";
import { writeSnapshotArchive } from "../../src/snapshot/write_archive.ts";
import { collectBytes, encodeText } from "../../src/stream/bytes.ts";
import { pem, SAMPLE_TOKENS } from "../scrub/sample_tokens.ts";
import { sampleManifest } from "./support/archives.ts";

const TOKENS = SAMPLE_TOKENS.map(([, token]) => token);

const TEXT = fc.array(
  fc.oneof(
    fc.constantFrom(...TOKENS, pem("RSA PRIVATE KEY", "\n"), "my horse", "my%20horse"),
    fc.constantFrom("\n", "\n", "a line\n", "é", "sk-", "x".repeat(600)),
  ),
  { maxLength: 12 },
).map((parts) => parts.join(""));

const FILES = fc.array(TEXT, { minLength: 1, maxLength: 4 }).map((texts) =>
  new Map(texts.map((text, index) => [`sessions/261122-x7k2qf/${index}.jsonl`, text]))
);

/** What is found in an archive of these files, cut into pieces of such lengths. */
async function foundInPieces(
  files: ReadonlyMap<string, string>,
  { length, least, known = [] }: {
    readonly length: number;
    readonly least?: number;
    readonly known?: readonly string[];
  },
): Promise<FoundSecrets> {
  const manifest = sampleManifest(files);
  const content = (name: string) => [encodeText(files.get(name) ?? "")];
  const archive = await collectBytes(writeSnapshotArchive(manifest, { content, mtime: () => 0 }));
  const scan = new PieceScan(manifest, least);
  for (let at = 0; at < archive.length; at += length) {
    const piece = archive.subarray(at, at + length);
    const { parts, likely, take } = scan.next(piece);
    take(scanPiece(piece, parts, { known: makeKnownValues(known), likely }));
  }
  return scan.found;
}

/** What is found in files that are looked at as a whole. */
function foundWhole(
  files: ReadonlyMap<string, string>,
  known: readonly string[] = [],
): readonly FileSecret[] {
  return [...files].flatMap(([name, text]) => {
    const scanner = new SecretScanner(makeKnownValues(known));
    scanner.push(encodeText(text));
    return scanner.end().map((secret) => ({ name, ...secret }));
  });
}

function sorted(secrets: readonly FileSecret[]): readonly string[] {
  return secrets.map(({ name, line, kind }) => `${name} ${line} ${kind}`).toSorted();
}

Deno.test("in pieces the same secrets are found as in whole files, wherever they are cut", async () => {
  await fc.assert(
    fc.asyncProperty(FILES, fc.integer({ min: 1, max: 3000 }), async (files, length) => {
      const known = ["my horse"];
      const found = await foundInPieces(files, { length, known });
      assert.deepEqual(sorted(found.secrets), sorted(foundWhole(files, known)));
    }),
    { numRuns: 100 },
  );
});

Deno.test("a file that is cut in between is cut behind lines", async () => {
  const lines = FILES.map((files) =>
    new Map([...files].map(([name, text]) => [name, text.replaceAll(/-----BEGIN[^]*-----/g, "")]))
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 3000 }), async (files, length) => {
      const found = await foundInPieces(files, { length, least: 0 });
      assert.deepEqual(sorted(found.secrets), sorted(foundWhole(files)));
    }),
    { numRuns: 300 },
  );
});

Deno.test("secrets that are there to be packed are none that are found, and names are no text", async () => {
  const [token = ""] = TOKENS;
  const files = new Map([[`${token}.txt`, "none\n"], [SECRETS_NAME, `${token}\n`]]);
  assert.deepEqual((await foundInPieces(files, { length: 700 })).secrets, []);
});

Deno.test("a token at the end of a file is not joined with the name of the next one", async () => {
  const token = `AKIA${"ABCDEFGH".repeat(2)}`;
  const text = `${" ".repeat(512 - token.length)}${token}`;
  const files = new Map([["a.txt", text], ["BCD.txt", "x"]]);
  const found = await foundInPieces(files, { length: 4096 });
  assert.deepEqual(sorted(found.secrets), ["a.txt 0 aws-access-key-id"]);
});

Deno.test("what only may be secret is told apart, a line once, wherever pieces are cut", async () => {
  const likely = '{"password":"q8Rt2vX9zK4mW7pL","again":"api_key=Zx81kQw72MnB46vC"}';
  const innocent = '{"tokens":123456789012,"secret":"0123456789abcdef0123456789abcdef"}';
  const lines = Array.from({ length: 30 }, (_, index) => index % 10 === 3 ? likely : innocent);
  const files = new Map([["a.jsonl", `${lines.join("\n")}\n`]]);
  for (const length of [100, 700, 10_000]) {
    const { secrets, likely: places, likelyLines } = await foundInPieces(files, {
      length,
      least: 0,
    });
    assert.deepEqual(secrets, []);
    assert.equal(likelyLines, 3);
    const offsets = [3, 13, 23].map((line) => lines.slice(0, line).join("\n").length + 1);
    assert.deepEqual(places.map(({ line }) => line), offsets);
  }
});
