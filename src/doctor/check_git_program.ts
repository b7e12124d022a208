import { runGit } from "../git/git.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Whether git is there and takes this repository. Asks only what runs nothing of the repository. */
export async function checkGitProgram({ place, env }: DoctorInput): Promise<readonly Finding[]> {
  const inRepository = place.gitDirectory !== null;
  const version = await runGit(place, ["--version"], env);
  if (version.kind !== "done" || version.exitCode !== 0) {
    const condition = version.kind === "done" ? "failed" : version.kind;
    return [found("git-program", inRepository ? "note" : "ok", { condition, inRepository })];
  }
  const name = version.stdout.trim();
  if (!inRepository) return [found("git-program", "ok", { condition: "usable", version: name })];
  const asked = await runGit(place, ["rev-parse", "--git-dir"], env);
  if (asked.kind === "done" && asked.exitCode === 0) {
    return [found("git-program", "ok", { condition: "usable", version: name })];
  }
  const said = asked.kind === "done" ? asked.stderr.trim().split("\n")[0] ?? "" : asked.kind;
  return [found("git-program", "note", {
    condition: "refuses",
    version: name,
    said,
    owner: said.includes("dubious ownership"),
    tree: place.tree,
  })];
}
