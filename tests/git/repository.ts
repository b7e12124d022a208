/** The environment in which tests run git: none of the user's configuration, a fixed identity. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: Deno.env.get("PATH") ?? "",
  HOME: "/nonexistent",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

/** Runs git and returns what it printed; throws if it fails, unless `mayFail`. */
export function git(directory: string, args: readonly string[], mayFail = false): string {
  const settings = [
    "user.name=Test",
    "user.email=test@example.org",
    "init.defaultBranch=main",
    "protocol.file.allow=always",
    "commit.gpgSign=false",
  ].flatMap((setting) => ["-c", setting]);
  const { success, stdout, stderr } = new Deno.Command("git", {
    args: [...settings, ...args],
    cwd: directory,
    env: GIT_ENVIRONMENT,
    clearEnv: true,
  }).outputSync();
  const decoder = new TextDecoder();
  if (!success && !mayFail) throw new Error(`git ${args.join(" ")}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout).trim();
}

/** Makes a repository with one commit, whose message makes it different from other repositories. */
export function makeRepository(directory: string, message = "first"): void {
  Deno.mkdirSync(directory, { recursive: true });
  git(directory, ["init", "--quiet"]);
  git(directory, ["commit", "--quiet", "--allow-empty", "--message", message]);
}

/** Writes a file and commits it. */
export function commitFile(directory: string, name: string, text: string): void {
  const slash = name.lastIndexOf("/");
  if (slash > 0) Deno.mkdirSync(`${directory}/${name.slice(0, slash)}`, { recursive: true });
  Deno.writeTextFileSync(`${directory}/${name}`, text);
  git(directory, ["add", "--force", "--", name]);
  git(directory, ["commit", "--quiet", "--message", `${name}: ${text.slice(0, 20)}`]);
}
