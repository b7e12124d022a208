import { formatManifest, type Manifest } from "../../../src/snapshot/manifest.ts";
import { formatSums } from "../../../src/snapshot/sums.ts";
import { sha256Hex } from "../../../src/store/sha256.ts";
import { type ArchiveParts, defaultEntries, sampleManifest } from "./archives.ts";

/** An archive that is not what its manifest or its sums say. */
export interface ArchiveCase {
  readonly about: string;
  readonly parts: ArchiveParts;
  readonly verdict: "refused" | "newer";
}

/** Archives of these files, each wrong in one way. */
export function archiveCases(files: ReadonlyMap<string, string>): readonly ArchiveCase[] {
  const manifest = sampleManifest(files);
  const text = formatManifest(manifest);
  const entries = defaultEntries(files);
  const sums = formatSums(
    [["manifest.json", text] as const, ...files].map(([name, content]) => ({
      name,
      sha256: sha256Hex(content),
    })),
  );
  const [first = { name: "", size: 0 }, ...rest] = manifest.files;
  const session = { id: "a", seq: 1, head: "0".repeat(32), log: 1 };
  const changed = (changes: Partial<Manifest>) => formatManifest({ ...manifest, ...changes });
  const wrong: readonly (readonly [string, ArchiveParts])[] = [
    ["no manifest", { manifest: null }],
    ["no sums", { sums: null }],
    ["a file more", { entries: ["a", ...entries] }],
    ["a file less", { entries: entries.slice(1) }],
    ["files in another order", { entries: [...entries.slice(1), ...entries.slice(0, 1)] }],
    ["a directory less", { entries: entries.filter((name) => !name.endsWith("/")) }],
    ["a directory more", { entries: [...entries, "zzz/"] }],
    ["a file after the sums", { after: ["zzz"] }],
    ["another size", {
      manifest: changed({ files: [{ ...first, size: first.size + 1 }, ...rest] }),
    }],
    ["another sum", { sums: `${"0".repeat(64)}${sums.slice(64)}` }],
    ["sums in capitals", { sums: sums.toUpperCase() }],
    ["sums with a name more", { sums: `${sums}${"0".repeat(64)}  x\n` }],
    ["sums without line end", { sums: sums.trimEnd() }],
    ["manifest: not JSON", { manifest: "hello\n" }],
    ["manifest: a list", { manifest: "[]\n" }],
    ["manifest: no line end", { manifest: text.trimEnd() }],
    ["manifest: white space", { manifest: text.replace(",", ", ") }],
    ["manifest: a key twice", { manifest: text.replace('"schema":1', '"schema":1,"schema":1') }],
    ["manifest: a key more", { manifest: text.replace("}\n", ',"x":1}\n') }],
    ["manifest: schema in text", { manifest: text.replace('"schema":1', '"schema":"1"') }],
    ["manifest: a file twice", { manifest: changed({ files: [first, ...manifest.files] }) }],
    ["manifest: a name with ..", { manifest: changed({ files: [{ name: "../a", size: 0 }] }) }],
    ["manifest: itself", { manifest: changed({ files: [{ name: "manifest.json", size: 0 }] }) }],
    ["manifest: a negative size", { manifest: changed({ files: [{ name: "a", size: -1 }] }) }],
    ["manifest: half a byte", { manifest: changed({ files: [{ name: "a", size: 0.5 }] }) }],
    ["manifest: current", { manifest: changed({ current: "../a" }) }],
    ["manifest: session id", { manifest: changed({ sessions: [{ ...session, id: "a/b" }] }) }],
    ["manifest: session device", {
      manifest: changed({ sessions: [{ ...session, id: "nul.x" }] }),
    }],
    ["manifest: session head", { manifest: changed({ sessions: [{ ...session, head: "x" }] }) }],
    ["manifest: session seq", { manifest: changed({ sessions: [{ ...session, seq: -1 }] }) }],
    ["manifest: a session twice", { manifest: changed({ sessions: [session, session] }) }],
    ["manifest: escaped", { manifest: changed({ escaped: [{ stored: "a", name: "b" }] }) }],
    ["manifest: repository", {
      manifest: changed({ identity: { repo_id: "x", root_commit: null, slug: null } }),
    }],
    ["manifest: first commit", {
      manifest: changed({
        identity: { repo_id: `r${"0".repeat(16)}`, root_commit: "x", slug: null },
      }),
    }],
  ];
  return [
    ...wrong.map(([about, parts]) => ({ about, parts, verdict: "refused" as const })),
    { about: "manifest: a newer one", parts: { manifest: '{"schema":2}\n' }, verdict: "newer" },
  ];
}
