import { join } from "node:path";
import { sha256 } from "../compile/sha256.ts";
import { programSuffix, type Target, TARGETS } from "../compile/targets.ts";
import { packNpm } from "./pack_npm.ts";
import { binaryOf } from "./platforms.ts";
import type { Release } from "./release_type.ts";
import { runTool } from "./run_tool.ts";

/** Where the installer keeps the address it downloads from. */
const BASE_LINE = "\n  default_base=\n";

/** Makes archives, checksums, the installer and the npm packages from binaries. */
export async function packRelease(release: Release): Promise<void> {
  const { repository, out, base } = release;
  const files: string[] = [];
  for (const target of TARGETS) files.push(await archive(release, target));
  const installer = await Deno.readTextFile(join(repository, "scripts", "install.sh"));
  if (!installer.includes(BASE_LINE)) throw new Error("The installer has no place for the address");
  const known = installer.replace(BASE_LINE, () => `\n  default_base='${base}'\n`);
  await Deno.writeTextFile(join(out, "install.sh"), known, { mode: 0o755 });
  files.push("install.sh");
  const sums: string[] = [];
  for (const name of files) sums.push(`${sha256(await Deno.readFile(join(out, name)))}  ${name}\n`);
  await Deno.writeTextFile(join(out, "SHA256SUMS"), sums.join(""));
  await packNpm(release);
}

/** An archive with nothing in it that tells who made it, or when. */
async function archive({ binaries, out }: Release, target: Target): Promise<string> {
  const name = `orchestrator-${target}.tar.gz`;
  const program = `orchestrator${programSuffix(target)}`;
  const work = await Deno.makeTempDir({ dir: out, prefix: "archive-" });
  try {
    await Deno.copyFile(join(binaries, binaryOf(target)), join(work, program));
    await Deno.chmod(join(work, program), 0o755);
    const plain = ["--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=ustar"];
    await runTool(["tar", ...plain, "-cf", "archive.tar", program], work);
    await runTool(["gzip", "-n", "-9", "archive.tar"], work);
    await Deno.rename(join(work, "archive.tar.gz"), join(out, name));
    return name;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}
