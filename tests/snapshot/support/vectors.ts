import { constants, zstdCompressSync } from "node:zlib";
import { sealChunks } from "../../../src/seal/chunks.ts";
import { encodeBase64Url } from "../../../src/seal/base64url.ts";
import { deriveFileKeys, headerMac, SNAPSHOT_LABEL } from "../../../src/seal/file_keys.ts";
import { ITERATIONS, type SealTarget } from "../../../src/seal/recipient.ts";
import { recipientToJson } from "../../../src/seal/recipient_json.ts";
import { wrapFor } from "../../../src/seal/wrap_for.ts";
import { x25519PublicKey } from "../../../src/seal/x25519.ts";
import { formatManifest } from "../../../src/snapshot/manifest.ts";
import { type Bytes, collectBytes, concatBytes, encodeText } from "../../../src/stream/bytes.ts";
import { hostileArchives } from "../../tar/support/hostile_archives.ts";
import { seededRandom } from "../../seal/support/sealing.ts";
import { compress, makeArchive, SAMPLE_FILES, sampleManifest } from "./archives.ts";
import { archiveCases } from "./archive_cases.ts";

/** What a reader of the format has to say to a file. */
export type Verdict = "valid" | "newer" | "refused" | "locked";

/** A file for readers of the format. */
export interface Vector {
  readonly name: string;
  readonly verdict: Verdict;
  readonly about: string;
  readonly bytes: Bytes;
  /** The tar in a valid one. */
  readonly tar: Bytes | null;
}

/** What opens the vectors. */
export const VECTOR_KEYS = {
  passphrase: "orcsnap vector \u00e9",
  key: Uint8Array.from({ length: 32 }, (_, index) => index),
  secretKey: new Uint8Array(32).fill(0x42),
} as const;

const KEY_TARGET: SealTarget = { type: "key", key: VECTOR_KEYS.key };
const PASSPHRASE_TARGET: SealTarget = {
  type: "passphrase",
  passphrase: VECTOR_KEYS.passphrase,
  iterations: ITERATIONS.least,
};

/** How a sealed file may differ from a right one. */
interface Sealing {
  readonly targets?: readonly SealTarget[];
  /** Changes the text of the header before it is authenticated. */
  readonly header?: (text: string) => string;
  readonly magic?: string;
  /** Changes all that follows the header's authentication code. */
  readonly chunks?: (chunks: readonly Bytes[]) => readonly Bytes[];
}

const CHUNK = 262_144 + 16;

async function sealed(payload: Bytes, sealing: Sealing = {}): Promise<Bytes> {
  const random = seededRandom(payload.length + 7);
  const fileKey = random(32);
  const salt = random(32);
  const keys = await deriveFileKeys(fileKey, salt);
  const context = { label: SNAPSHOT_LABEL, salt };
  const recipients = await wrapFor(sealing.targets ?? [KEY_TARGET], fileKey, context, random);
  const right = JSON.stringify({
    v: 1,
    salt: encodeBase64Url(salt),
    commit: encodeBase64Url(keys.commit),
    recipients: recipients.map(recipientToJson),
  });
  const header = encodeText(sealing.header?.(right) ?? right);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length);
  const before = concatBytes([encodeText(sealing.magic ?? "ORCSNAP1"), length, header]);
  const whole = payload.length === 0
    ? new Uint8Array()
    : await collectBytes(sealChunks(keys.payload, [payload]));
  const chunks: Bytes[] = [];
  for (let at = 0; at < whole.length; at += CHUNK) chunks.push(whole.slice(at, at + CHUNK));
  const mac = await headerMac(keys, before);
  return concatBytes([before, mac, ...(sealing.chunks?.(chunks) ?? chunks)]);
}

type Made = Omit<Vector, "name" | "tar"> & { readonly tar?: Bytes };

/** Makes all vectors; they are the same each time, but for what zstd makes of them. */
export async function makeVectors(): Promise<readonly Vector[]> {
  const groups: readonly (readonly [string, readonly Made[]])[] = [
    ["valid", await validOnes()],
    ["header", await headers()],
    ["envelope", await envelopes()],
    ["frame", await frames()],
    ["archive", await archives()],
    ["content", await contents()],
  ];
  return groups.flatMap(([group, made]) =>
    made.map((vector, index) => ({
      ...vector,
      tar: vector.tar ?? null,
      name: `${group}-${String(index + 1).padStart(3, "0")}`,
    }))
  );
}

async function validOnes(): Promise<readonly Made[]> {
  const x25519: SealTarget = {
    type: "x25519",
    publicKey: await x25519PublicKey(VECTOR_KEYS.secretKey),
  };
  const other: SealTarget = { type: "key", key: new Uint8Array(32).fill(9) };
  const unknown = `{"type":"new","a":1,"b":"x"}`;
  const sealings: readonly (readonly [string, Sealing])[] = [
    ["for a key", {}],
    ["for an x25519 key", { targets: [x25519] }],
    ["for a passphrase", { targets: [PASSPHRASE_TARGET] }],
    ["for all three types", { targets: [x25519, KEY_TARGET, PASSPHRASE_TARGET] }],
    ["for 16 recipients, ours last", { targets: [...Array(15).fill(other), KEY_TARGET] }],
    ["with an unknown recipient first", {
      header: (text) => text.replace("[{", `[${unknown},{`),
    }],
    ["with an unknown recipient last", { header: (text) => text.replace("}]", `},${unknown}]`) }],
    ["an unknown recipient without fields", {
      header: (text) => text.replace("}]", '},{"type":"new"}]'),
    }],
  ];
  const tar = await makeArchive();
  const frames = await compress(tar);
  const made: Made[] = [];
  for (const [about, sealing] of sealings) {
    made.push({ verdict: "valid", about, tar, bytes: await sealed(frames, sealing) });
  }
  const long = new Map([["prd/zeros", "\0".repeat(5_000_000)]]);
  const noise = new Map([["prd/noise", noiseText(340_000)]]);
  const names = new Map([[`prd/${"y".repeat(200)}`, "y"], ["prd/\u00e9/\u{1f600}", "x"]]);
  for (
    const [about, files] of [
      ["without files", new Map<string, string>()],
      ["an empty file", new Map([["config.yaml", ""]])],
      ["names that need a pax header", names],
      ["two frames", long],
      ["two chunks", noise],
    ] as const
  ) {
    const archive = await makeArchive({ files });
    const bytes = await sealed(await compress(archive));
    made.push({ verdict: "valid", about, tar: archive, bytes });
  }
  const escaped = formatManifest(sampleManifest(new Map([["escaped/1", "x"]]), {
    escaped: [{ stored: "escaped/1", name: "prd/a:b" }],
    identity: null,
    current: null,
    sessions: [],
  }));
  const archive = await makeArchive({ files: new Map([["escaped/1", "x"]]), manifest: escaped });
  made.push({
    verdict: "valid",
    about: "an escaped name, no identity",
    tar: archive,
    bytes: await sealed(await compress(archive)),
  });
  return made;
}

async function headers(): Promise<readonly Made[]> {
  const frames = await compress(await makeArchive());
  const b16 = "A".repeat(22);
  const b48 = "A".repeat(64);
  const pass = (iterations: string) =>
    `{"type":"passphrase","salt":"${b16}","iterations":${iterations},"wrapped":"${b48}"}`;
  const add = (recipient: string) => (text: string) => text.replace("}]", `},${recipient}]`);
  const changes: readonly (readonly [string, (text: string) => string, Verdict?])[] = [
    ["version 2", (text) => text.replace('"v":1', '"v":2'), "newer"],
    ["version 0", (text) => text.replace('"v":1', '"v":0'), "newer"],
    ["version 2 and nothing else", () => '{"v":2}', "newer"],
    ["version in text", (text) => text.replace('"v":1', '"v":"1"')],
    ["version 01", (text) => text.replace('"v":1', '"v":01')],
    ["version 1.0", (text) => text.replace('"v":1', '"v":1.0')],
    ["version 1e0", (text) => text.replace('"v":1', '"v":1e0')],
    ["version twice", (text) => text.replace('"v":1', '"v":1,"v":1')],
    ["no version", (text) => text.replace('"v":1,', "")],
    ["white space", (text) => text.replace(",", ", ")],
    ["line end", (text) => `${text}\n`],
    ["escaped key", (text) => text.replace('"salt"', '"\\u0073alt"')],
    ["more keys", (text) => text.replace(/\}$/, ',"x":1}')],
    [
      "keys in another order",
      (text) => text.replace(/("salt":"[^"]*"),("commit":"[^"]*")/, "$2,$1"),
    ],
    ["padded base64", (text) => text.replace(/("salt":"[^"]*)"/, '$1="')],
    ["standard base64", (text) => text.replace(/"commit":"[^"]{2}/, '"commit":"+/')],
    ["short salt", (text) => text.replace(/"salt":"[^"]{4}/, '"salt":"')],
    ["bits beyond the salt", (text) => text.replace(/("salt":"[^"]{42})[^"]"/, '$1B"')],
    ["no recipients", (text) => text.replace(/\[.*\]/, "[]")],
    ["recipients in an object", (text) => text.replace(/\[.*\]/, "{}")],
    ["17 recipients", (text) => add(Array(16).fill('{"type":"new"}').join(","))(text)],
    ["two passphrases", add(`${pass("600000")},${pass("600000")}`)],
    ["cost too low", add(pass("599999"))],
    ["cost too high", add(pass("10000001"))],
    ["cost of 2^53", add(pass("9007199254740992"))],
    ["cost with a fraction", add(pass("600000.5"))],
    ["cost in text", add(pass('"600000"'))],
    ["a recipient with more keys", (text) => text.replace("}]", ',"x":1}]')],
    [
      "a recipient with a key twice",
      (text) => text.replace('"type":"key"', '"type":"key","type":"key"'),
    ],
    ["a recipient without its type first", add('{"a":1,"type":"new"}')],
    ["a recipient without type", add('{"a":1}')],
    ["a recipient with a number as type", add('{"type":1}')],
    ["a recipient that is a list", add("[]")],
    ["a recipient that is null", add("null")],
    ["an unknown recipient with a list", add('{"type":"new","a":[]}')],
    ["an unknown recipient with null", add('{"type":"new","a":null}')],
    ["an unknown recipient with a fraction", add('{"type":"new","a":0.5}')],
    ["an unknown recipient with a negative number", add('{"type":"new","a":-1}')],
    ["an unknown recipient with a large number", add('{"type":"new","a":9007199254740993}')],
    ["an unknown recipient with a capital", add('{"type":"new","A":1}')],
    ["an unknown recipient with a space", add('{"type":"new","a":"x y"}')],
    ["an unknown recipient outside ASCII", add('{"type":"new","a":"\u00e9"}')],
    [
      "a known recipient in another order",
      add(`{"type":"key","wrapped":"${b48}","salt":"${"A".repeat(43)}"}`),
    ],
    ["a long header", add(`{"type":"new","a":"${"x".repeat(65_536)}"}`)],
    ["no JSON", () => "hello"],
    ["an empty header", () => ""],
    ["a list", () => "[]"],
  ];
  const made: Made[] = [];
  for (const [about, header, verdict = "refused"] of changes) {
    made.push({ verdict, about: `header: ${about}`, bytes: await sealed(frames, { header }) });
  }
  return made;
}

async function envelopes(): Promise<readonly Made[]> {
  const frames = await compress(await makeArchive());
  const good = await sealed(frames);
  const start = new DataView(good.buffer).getUint32(8) + 12;
  const two = await compress(
    await makeArchive({ files: new Map([["prd/noise", noiseText(340_000)]]) }),
  );
  const flip = (at: number) => {
    const bytes = good.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  const cuts = [0, 4, 8, 11, 12, 100, start, start + 31, start + 32, start + 40, good.length - 1];
  const flips = [0, 5, 8, 11, start, start + 31, start + 32, good.length - 17, good.length - 1];
  const foreign: SealTarget = { type: "key", key: new Uint8Array(32).fill(9) };
  const zeroPoint = (text: string) =>
    text.replace(
      /\[.*\]/,
      `[{"type":"x25519","ephemeral":"${"A".repeat(43)}","wrapped":"${"A".repeat(64)}"}]`,
    );
  const commit = (text: string) => text.replace(/"commit":"[^"]*"/, `"commit":"${"A".repeat(43)}"`);
  return [
    ...cuts.map((length) => made(`cut to ${length} bytes`, good.slice(0, length))),
    ...flips.map((at) => made(`a bit of byte ${at} flipped`, flip(at))),
    { ...made("another key", await sealed(frames, { targets: [foreign] })), verdict: "locked" },
    { ...made("another commit", await sealed(frames, { header: commit })), verdict: "locked" },
    {
      ...made("a shared secret of zero", await sealed(frames, { header: zeroPoint })),
      verdict: "locked",
    },
    {
      ...made("magic of version 2", await sealed(frames, { magic: "ORCSNAP2" })),
      verdict: "newer",
    },
    {
      ...made("magic of version 0", await sealed(frames, { magic: "ORCSNAP0" })),
      verdict: "newer",
    },
    made("magic of something else", await sealed(frames, { magic: "ORCSNAPx" })),
    made("a header of 4 GiB", withLength(good, 0xffff_ffff)),
    made("something after the last chunk", concatBytes([good, Uint8Array.of(0)])),
    made("no chunk", await sealed(new Uint8Array())),
    made("the last chunk left out", await sealed(two, { chunks: ([a]) => a ? [a] : [] })),
    made("the first chunk left out", await sealed(two, { chunks: (chunks) => chunks.slice(1) })),
    made("an age file", encodeText("age-encryption.org/v1\n-> X25519 AAAA\n")),
  ];
}

async function frames(): Promise<readonly Made[]> {
  const tar = await makeArchive();
  const frame = new Uint8Array(zstdCompressSync(tar));
  const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9);
  const window = {
    params: { [constants.ZSTD_c_windowLog]: 24, [constants.ZSTD_c_contentSizeFlag]: 0 },
  };
  const zeros = new Uint8Array(zstdCompressSync(new Uint8Array(4_194_304)));
  const header = (...bytes: readonly number[]) =>
    Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, ...bytes, ...Array(64).fill(0)]);
  const cases: readonly (readonly [string, readonly Bytes[]])[] = [
    ["no frame", [encodeText("hello, world")]],
    ["the tar, not compressed", [tar]],
    ["cut", [frame.slice(0, -1)]],
    ["something after it", [frame, Uint8Array.of(0)]],
    ["twice", [frame, frame]],
    ["a skippable frame before it", [skippable, frame]],
    ["a skippable frame after it", [frame, skippable]],
    ["a short frame before it", [
      new Uint8Array(zstdCompressSync(tar.slice(0, 512))),
      new Uint8Array(zstdCompressSync(tar.slice(512))),
    ]],
    ["an empty frame after it", [frame, new Uint8Array(zstdCompressSync(new Uint8Array()))]],
    ["a window of 16 MiB", [new Uint8Array(zstdCompressSync(tar, window))]],
    ["more than 4 MiB", [new Uint8Array(zstdCompressSync(new Uint8Array(4_194_305)))]],
    ["a bomb", Array(17).fill(zeros)],
    ["a dictionary", [header(0x01, 0x58, 0x07)]],
    ["the reserved bit", [header(0x08, 0x58)]],
    ["the unused bit", [header(0x10, 0x58)]],
    ["a content size of 1 TiB", [header(0xe0, 0, 0, 0, 0, 0, 1, 0, 0)]],
    ["a reserved block", [header(0x00, 0x58, 0x07, 0, 0)]],
    ["a block of more than 128 KiB", [header(0x00, 0x58, 0x09, 0x00, 0x10)]],
  ];
  const found: Made[] = [];
  for (const [about, parts] of cases) {
    found.push(made(`frame: ${about}`, await sealed(concatBytes(parts))));
  }
  return found;
}

async function archives(): Promise<readonly Made[]> {
  const found: Made[] = [];
  // Each begins with a right manifest, so that what follows is what is refused.
  const [manifest = new Uint8Array()] = [(await makeArchive({ files: new Map() })).slice(0, 1024)];
  for (const { name, bytes } of hostileArchives().filter((_, index) => index % 3 === 0)) {
    const tar = concatBytes([manifest, bytes]);
    found.push(made(`archive: ${name}`, await sealed(await compress(tar))));
  }
  return found;
}

async function contents(): Promise<readonly Made[]> {
  const found: Made[] = [];
  for (const { about, parts, verdict } of archiveCases(SAMPLE_FILES)) {
    const bytes = await sealed(await compress(await makeArchive(parts)));
    found.push({ ...made(about, bytes), verdict });
  }
  return found;
}

function made(about: string, bytes: Bytes): Made {
  return { verdict: "refused", about, bytes };
}

function withLength(file: Bytes, length: number): Bytes {
  const bytes = file.slice();
  new DataView(bytes.buffer).setUint32(8, length);
  return bytes;
}

/** Text that does not become shorter. */
function noiseText(length: number): string {
  const random = seededRandom(3)(length);
  return Array.from(random, (byte) => String.fromCharCode(0x21 + byte % 94)).join("");
}
