import { type Bytes, concatBytes, encodeText } from "../../../src/stream/bytes.ts";
import { END, paxRecord, rawBlock, rawPax } from "./raw_archive.ts";

/** An archive that nobody may unpack. */
export interface HostileArchive {
  readonly name: string;
  readonly bytes: Bytes;
}

/** Names that leave the directory, mean something else elsewhere, or cannot exist everywhere. */
const HOSTILE_NAMES: readonly string[] = [
  "..",
  "../a",
  "a/..",
  "a/../b",
  "a/../../b",
  "./a",
  "a/./b",
  ".",
  "/",
  "/a",
  "//a",
  "/etc/passwd",
  "a//b",
  "a\\b",
  "..\\a",
  "\\\\server\\share",
  "C:a",
  "C:\\a",
  "C:/a",
  "c:../a",
  "a/C:../b",
  "a:b",
  "a\nb",
  "a\tb",
  "a\rb",
  "\u0001",
  "a\u007f",
  "a\u0085b",
  "\u001b[31m",
  "a/\u0000".slice(0, 2) + "\u0002",
  "CON",
  "con",
  "con.txt",
  "a/NUL",
  "nul.json",
  "prn",
  "AUX.log",
  "com1",
  "COM9.txt",
  "lpt1",
  "lpt\u00b2",
  "com\u00b9.a",
  "conin$",
  "CONOUT$",
  "nul .txt",
  "a/aux/b",
  "a.",
  "a ",
  "a./b",
  "a /b",
  "...",
  "a/...",
  "e\u0301",
  "a/e\u0301/b",
  "\u1100\u1161",
  "\u212b",
  "\u2126",
  "a\u0323\u0307".normalize("NFD"),
  `${"d/".repeat(32)}f`,
  `${"d/".repeat(200)}f`,
  "x".repeat(256),
  `a/${"x".repeat(256)}`,
  "\u00e9".repeat(128),
  `${"x".repeat(250)}/`.repeat(5) + "y",
  "x/".repeat(513),
];

/** Types of entries other than files and directories, known or not. */
const TYPES: readonly string[] = [
  ..."12346789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwyz",
  "\u0000",
  " ",
  "-",
  "/",
  "\u007f",
];

/** Names that meet on a system that does not tell cases or forms apart, or as file and directory. */
const MEETING_NAMES: readonly (readonly string[])[] = [
  ["a", "a"],
  ["a", "A"],
  ["a/b", "A/b"],
  ["a/b", "A/c"],
  ["a/b", "a/B"],
  ["a/b/c", "a/B/d"],
  ["a", "a/b"],
  ["a/b", "a"],
  ["a", "A/b"],
  ["a/b/c", "a/b"],
  ["a/b", "a/b/c/d"],
  ["stra\u00dfe", "STRASSE"],
  ["stra\u00dfe", "strasse"],
  ["\u03c3", "\u03c2"],
  ["\u00e9", "\u00c9"],
  ["\ufb01", "fi"],
  ["\u017f", "s"],
  ["a/\u00df/b", "a/ss/c"],
  ["\u1e9e", "ss"],
  ["manifest.json", "Manifest.json"],
];

const BAD_SIZES: readonly string[] = [
  "-0000000001\0",
  "7777777777777",
  "0x000000001\0",
  "00000000008\0",
  "           \0",
  "0\0",
  "00000000000 ",
  "0000000000a\0",
  "\u0000",
  "1",
  "+0000000000\0",
  "77777777777\0",
];

/** At least 300 archives, each wrong in one way. */
export function hostileArchives(): readonly HostileArchive[] {
  return [
    ...HOSTILE_NAMES.flatMap((name) => [
      one(`file ${shown(name)}`, named(name, "0")),
      one(`directory ${shown(name)}`, named(`${name}/`, "5")),
    ]),
    ...TYPES.flatMap((type) => [
      one(`type ${shown(type)}`, rawBlock({ type })),
      one(`type ${shown(type)} with a link name`, rawBlock({ type, linkname: "../../etc/passwd" })),
    ]),
    ...MEETING_NAMES.map((names) => several(names)),
    ...BAD_SIZES.flatMap((field) => [
      one(`size ${shown(field)}`, rawBlock({ size: field })),
      one(`mtime ${shown(field)}`, rawBlock({ mtime: field === "77777777777\0" ? "1" : field })),
    ]),
    ...otherFields(),
    ...paxHeaders(),
    ...wholeArchives(),
  ];
}

function named(name: string, type: string): Bytes {
  const fits = /^[\x20-\x7e]{1,100}$/.test(name);
  if (fits || /\p{Cc}/u.test(name)) {
    return rawBlock({ name: encodeText(name).slice(0, 100), type });
  }
  return rawPax(paxRecord("path", name), { type });
}

function several(names: readonly string[]): HostileArchive {
  return archive(`names ${names.map(shown).join(" and ")}`, names.map((name) => named(name, "0")));
}

function otherFields(): readonly HostileArchive[] {
  const fields = [
    { mode: "0000755\0" },
    { mode: "0004644\0" },
    { mode: "0000666\0" },
    { mode: "644\0" },
    { uid: "0001000\0" },
    { gid: "0001000\0" },
    { uid: "" },
    { owner: "root" },
    { group: "wheel" },
    { magic: "ustar  \0" },
    { magic: "\0\0\0\0\0\0\0\0" },
    { magic: "ustar\u000001" },
    { prefix: "a" },
    { prefix: "../.." },
    { linkname: "a" },
    { checksum: "000000\0 " },
    { checksum: "        " },
    { name: "" },
    { name: "a/" },
    { name: Uint8Array.of(0x61, 0, 0x62) },
    { name: Uint8Array.of(0xff) },
    { name: Uint8Array.of(0xc3) },
    { name: Uint8Array.of(0xc0, 0xae, 0xc0, 0xae) },
    { name: "\u00e9" },
  ];
  return [
    ...fields.map((field) => one(`field ${JSON.stringify(field)}`, rawBlock(field))),
    one("directory with a size", rawBlock({ name: "a/", type: "5", size: "00000001000\0" })),
    one("directory without a slash", rawBlock({ name: "a", type: "5" })),
    one("directory with two slashes", rawBlock({ name: "a//", type: "5" })),
    one(
      "directory that only root may enter",
      rawBlock({ name: "a/", type: "5", mode: "0000700\0" }),
    ),
  ];
}

function paxHeaders(): readonly HostileArchive[] {
  const long = paxRecord("path", "\u00e9");
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ["empty", ""],
    ["short name", paxRecord("path", "a")],
    ["absolute name", paxRecord("path", "/\u00e9")],
    ["name with a line", paxRecord("path", "\u00e9\nb")],
    ["name with NUL", paxRecord("path", "\u00e9\0b")],
    ["small size", paxRecord("size", "5")],
    ["negative size", paxRecord("size", "-1")],
    ["size first", paxRecord("size", "8589934592") + long],
    ["two names", long + long],
    ["wrong length", long.replace("11", "12")],
    ["padded length", `0${long}`],
    ["link", paxRecord("linkpath", "/etc/passwd")],
    ["sparse file", paxRecord("GNU.sparse.name", "a")],
    ["extended attribute", long + paxRecord("SCHILY.xattr.user.a", "b")],
    ["owner", long + paxRecord("uname", "root")],
    ["time", paxRecord("mtime", "1.5")],
    ["comment", long + paxRecord("comment", "hello")],
    ["no line end", long.slice(0, -1)],
    ["not UTF-8", Uint8Array.of(0x39, 0x20, 0x70, 0x61, 0x74, 0x68, 0x3d, 0xff, 0x0a)],
    ["long", paxRecord("path", "x".repeat(5000))],
  ];
  return [
    ...bodies.map(([name, body]) => one(`pax: ${name}`, rawPax(body, {}))),
    one("pax: entry under another name", rawPax(long, { name: "a" })),
    one("pax: header under another name", rawPax(long, {}, { name: "./PaxHeaders/a" })),
    one("pax: for a link", rawPax(long, { type: "2", linkname: "/etc" })),
    one("pax: two in a row", concatBytes([rawPax(long, {}).slice(0, 1024), rawPax(long, {})])),
    one("pax: global", rawBlock({ name: "pax", type: "g" })),
    archive("pax: for nothing", [rawPax(long, {}).slice(0, 1024)]),
    one("GNU long name", rawBlock({ name: "././@LongLink", type: "L" })),
  ];
}

function wholeArchives(): readonly HostileArchive[] {
  const file = rawBlock({ size: "00000000001\0" });
  const content = new Uint8Array(512);
  content[0] = 0x61;
  const good = concatBytes([file, content, END]);
  const dirty = good.slice();
  dirty[600] = 1;
  const halfEnd = good.slice();
  halfEnd[1024 + 700] = 1;
  const cuts = [1, 100, 511, 512, 513, 700, 1023, 1024, 1025, 1536, 2047];
  return [
    ...cuts.map((length) => ({ name: `cut to ${length}`, bytes: good.slice(0, length) })),
    { name: "empty", bytes: new Uint8Array() },
    { name: "something in the padding", bytes: dirty },
    { name: "one block of zeros, then more", bytes: halfEnd },
    { name: "something after the end", bytes: concatBytes([good, Uint8Array.of(0)]) },
    { name: "blocks of zeros after the end", bytes: concatBytes([good, END]) },
    { name: "an entry after the end", bytes: concatBytes([good, file, content, END]) },
    { name: "no archive", bytes: encodeText("hello ".repeat(200)) },
  ];
}

function one(name: string, entry: Bytes): HostileArchive {
  return archive(name, [entry]);
}

function archive(name: string, entries: readonly Bytes[]): HostileArchive {
  return { name, bytes: concatBytes([...entries, END]) };
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
