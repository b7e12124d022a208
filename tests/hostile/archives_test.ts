import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";
import { deepJson, ESCAPES } from "./payloads.ts";

/** Reads a file that somebody has sent, in every way there is. */
function readers(file: string): readonly (readonly string[])[] {
  return [
    ["snapshot", "inspect", file],
    ["snapshot", "verify", file],
    ["snapshot", "decrypt", file, "../exported.tar"],
    ["snapshot", "list", "."],
    ["snapshot", "import", file, "--adopt", "--with-config"],
  ];
}

/** One entry of a tar, by a header of its own. */
function entry(name: string, content: string, type = "0", link = ""): Uint8Array {
  const bytes = new TextEncoder().encode(content);
  const header = new Uint8Array(512);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put(type, 156);
  put(link, 157);
  put("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const padded = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
  padded.set(header);
  padded.set(bytes, 512);
  return padded;
}

/** A tar of the entries, compressed in the place where a snapshot is read from. */
async function archive(site: Site, entries: readonly Uint8Array[]): Promise<void> {
  const tar = await new Blob([...entries as Uint8Array<ArrayBuffer>[], new Uint8Array(1024)])
    .bytes();
  const { zstdCompressSync } = await import("node:zlib");
  site.write("evil.tar.zst", new Uint8Array(zstdCompressSync(tar)));
}

function manifest(names: readonly string[]): string {
  const files = names.map((name) => ({ name, size: 1, type: "file" }));
  return JSON.stringify({ schema: "orchestrator.snapshot/1", sessions: [], files });
}

const NAMES = ["../outside/x", "/etc/x", "a/../../x", "..\\x", "\u001b[31m", "C:x", "con"];

const ROWS: readonly HostileRepository[] = [
  ...NAMES.map((name): HostileRepository => ({
    attack: `an archive with the name ${JSON.stringify(name)} (zip slip)`,
    plant: (site) => archive(site, [entry("manifest.json", manifest([name])), entry(name, "x")]),
    calls: readers("evil.tar.zst"),
  })),
  ...[["a symbolic link", "2"], ["a hard link", "1"], ["a device", "3"]].map((
    [name, type],
  ): HostileRepository => ({
    attack: `an archive with ${name} to a file outside`,
    plant: (site) =>
      archive(site, [
        entry("manifest.json", manifest(["meta.json"])),
        entry("meta.json", "", type, `${site.outside}/precious`),
      ]),
    calls: readers("evil.tar.zst"),
  })),
  {
    attack: "an archive whose manifest is deep and full of escapes",
    plant: (site) =>
      archive(site, [entry("manifest.json", `{"schema": "${ESCAPES}", "x": ${deepJson(50_000)}}`)]),
    calls: readers("evil.tar.zst"),
  },
  {
    attack: "an archive that grows to a gigabyte (decompression bomb)",
    async plant(site) {
      const { zstdCompressSync } = await import("node:zlib");
      const frame = new Uint8Array(zstdCompressSync(new Uint8Array(4_194_304)));
      site.write("evil.tar.zst", await new Blob(Array.from({ length: 256 }, () => frame)).bytes());
    },
    calls: readers("evil.tar.zst"),
  },
  {
    attack: "a sealed file whose header promises what is not there",
    plant(site) {
      const text = new TextEncoder();
      const header = text.encode(
        `{"v":1,"salt":"${ESCAPES}","commit":"","recipients":[{"type":"${ESCAPES}"}]}`,
      );
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, header.length);
      site.write(
        "evil.orcsnap",
        new Uint8Array([...text.encode("ORCSNAP1"), ...length, ...header, ...new Uint8Array(32)]),
      );
      site.write("huge.orcsnap", text.encode("ORCSNAP1\u007f\u007f\u007f\u007f{"));
    },
    calls: [...readers("evil.orcsnap"), ["snapshot", "inspect", "huge.orcsnap"]],
  },
  {
    attack: "pipes and links among the files that are listed as snapshots",
    plant(site) {
      new Deno.Command("mkfifo", { args: [site.at("a.orcsnap")] }).outputSync();
      Deno.symlinkSync("/dev/zero", site.at("b.orcsnap"));
      Deno.symlinkSync(`${site.outside}/precious`, site.at("\u001b[31m.orcsnap"));
    },
    calls: [["snapshot", "list", "."], ["snapshot", "export", "b.orcsnap", "--no-encrypt"]],
  },
];

testHostile(ROWS);
