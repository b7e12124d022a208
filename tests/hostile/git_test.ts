import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";

/** Calls that ask git. */
const START = [["start", "Mine", "--parallel", "--trust", "refuse"]];

/** Adds settings to the configuration of git in the repository. */
function configure(site: Site, settings: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(settings)) site.git("config", "--add", key, value);
}

function appendConfig(site: Site, text: string): void {
  site.write(".git/config", `${site.read(".git/config")}${text}`);
}

/** A repository that lies outside and whose configuration runs a program. */
function foreignGit(site: Site): string {
  const path = `${site.outside}/evil.git`;
  site.git("clone", "--quiet", "--bare", site.path, path);
  site.git("--git-dir", path, "config", "core.fsmonitor", site.program("evil.sh"));
  site.git("--git-dir", path, "config", "core.bare", "false");
  return path;
}

const ROWS: readonly HostileRepository[] = [
  {
    attack: "a program in core.fsmonitor (CVE-2022-24765 and its kin)",
    plant: (site) => configure(site, { "core.fsmonitor": site.program("evil.sh") }),
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "core.fsmonitor in a file that the configuration includes (include.path)",
    plant(site) {
      site.write("evil.cfg", `[core]\n\tfsmonitor = ${site.program("evil.sh")}\n`);
      configure(site, { "include.path": "../evil.cfg" });
    },
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "core.fsmonitor in a file that is included for this directory (includeIf gitdir)",
    plant(site) {
      site.write("evil.cfg", `[core]\n\tfsmonitor = ${site.program("evil.sh")}\n`);
      configure(site, { "includeIf.gitdir:/.path": "../evil.cfg" });
    },
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "core.fsmonitor in a file that is included on this branch (includeIf onbranch)",
    plant(site) {
      site.write("evil.cfg", `[core]\n\tfsmonitor = ${site.program("evil.sh")}\n`);
      configure(site, { "includeIf.onbranch:**.path": "../evil.cfg" });
    },
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "core.fsmonitor in the configuration of the worktree (extensions.worktreeConfig)",
    plant(site) {
      configure(site, { "extensions.worktreeConfig": "true" });
      site.write(".git/config.worktree", `[core]\n\tfsmonitor = ${site.program("evil.sh")}\n`);
    },
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "hooks in a directory of the repository (core.hooksPath)",
    plant(site) {
      for (const hook of ["reference-transaction", "post-checkout", "post-index-change"]) {
        site.program(`hooks/${hook}`);
      }
      configure(site, { "core.hooksPath": "hooks" });
    },
    calls: [...START, ["finish", "--force"]],
    proof: ["git", "update-ref", "refs/heads/other", "HEAD"],
  },
  {
    attack: "hooks that came with the archive of a repository (.git/hooks)",
    plant(site) {
      for (const hook of ["reference-transaction", "pre-commit", "post-index-change"]) {
        site.program(`.git/hooks/${hook}`);
      }
    },
    calls: [...START, ["checkpoint"]],
    proof: ["git", "update-ref", "refs/heads/other", "HEAD"],
  },
  {
    attack: "a program in core.sshCommand",
    plant: (site) =>
      configure(site, {
        "core.sshCommand": site.program("evil.sh"),
        "remote.origin.url": "ssh://example.invalid/x",
      }),
    calls: START,
    proof: ["git", "fetch"],
  },
  {
    attack: "a remote that is a command (ext::, with protocol.ext.allow)",
    plant: (site) =>
      configure(site, {
        "protocol.ext.allow": "always",
        "remote.origin.url": `ext::${site.program("evil.sh")}`,
      }),
    calls: START,
    proof: ["git", "fetch"],
  },
  {
    attack: "an address that is rewritten into a command (url.insteadOf)",
    plant: (site) =>
      configure(site, {
        "protocol.ext.allow": "always",
        "remote.origin.url": "https://example.invalid/owner/name",
        [`url.ext::${site.program("evil.sh")} .insteadOf`]: "https://",
      }),
    calls: START,
    proof: ["git", "fetch"],
  },
  {
    attack: "a program in remote.origin.uploadpack",
    plant: (site) =>
      configure(site, {
        "remote.origin.url": site.path,
        "remote.origin.uploadpack": site.program("evil.sh"),
      }),
    calls: START,
    proof: ["git", "fetch"],
  },
  {
    attack: "a promisor whose objects are fetched by a program (partial clone, lazy fetch)",
    plant(site) {
      configure(site, {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": site.path,
        "remote.origin.uploadpack": site.program("evil.sh"),
      });
      site.write(".git/refs/heads/main", `${"a".repeat(40)}\n`);
    },
    calls: START,
    proof: ["git", "cat-file", "-p", "a".repeat(40)],
  },
  {
    attack: "a textconv driver in .gitattributes",
    plant(site) {
      site.write(".gitattributes", "* diff=evil\n");
      configure(site, { "diff.evil.textconv": site.program("evil.sh") });
      site.write("notes.txt", "two\n");
    },
    calls: [...START, ["resume"]],
    proof: ["git", "diff"],
  },
  {
    attack: "a program in diff.external",
    plant(site) {
      configure(site, { "diff.external": site.program("evil.sh") });
      site.write("notes.txt", "two\n");
    },
    calls: [...START, ["resume"]],
    proof: ["git", "diff"],
  },
  {
    attack: "a clean filter in .gitattributes",
    plant(site) {
      site.write(".gitattributes", "* filter=evil\n");
      configure(site, { "filter.evil.clean": site.program("evil.sh") });
      site.write("notes.txt", "two\n");
    },
    calls: [...START, ["checkpoint"]],
    proof: ["git", "diff"],
  },
  {
    attack: "a filter process in .gitattributes",
    plant(site) {
      site.write(".gitattributes", "* filter=evil\n");
      configure(site, { "filter.evil.process": site.program("evil.sh") });
      site.write("notes.txt", "two\n");
    },
    calls: [...START, ["checkpoint"]],
    proof: ["git", "add", "notes.txt"],
  },
  {
    attack: "aliases that are shell commands, also of subcommands that exist",
    plant: (site) =>
      configure(site, {
        "alias.evil": `!${site.program("evil.sh")}`,
        "alias.rev-list": `!${site.at("evil.sh")}`,
        "alias.config": `!${site.at("evil.sh")}`,
        "alias.ls-files": `!${site.at("evil.sh")}`,
      }),
    calls: START,
    proof: ["git", "evil"],
  },
  {
    attack: "a credential helper that is a shell command",
    plant: (site) =>
      configure(site, {
        "credential.helper": `!${site.program("evil.sh")}`,
        "remote.origin.url": "https://example.invalid/owner/name",
      }),
    calls: START,
    proof: ["sh", "-c", "printf 'url=https://example.invalid\\n\\n' | git credential fill"],
  },
  {
    attack: "programs in core.pager, core.editor, core.askPass, gpg.program and log.showSignature",
    plant(site) {
      const evil = site.program("evil.sh");
      configure(site, {
        "core.pager": evil,
        "core.editor": evil,
        "core.askPass": evil,
        "gpg.program": evil,
        "log.showSignature": "true",
        "commit.gpgSign": "true",
        "core.alternateRefsCommand": evil,
        "trailer.x.command": evil,
      });
    },
    calls: START,
    proof: ["git", "commit", "--allow-empty", "-m", "Second"],
  },
  {
    attack: "a bare repository hidden in a directory (embedded bare repository)",
    plant(site) {
      const path = site.at("vendor/lib");
      site.git("clone", "--quiet", "--bare", site.path, path);
      site.git("--git-dir", path, "config", "core.fsmonitor", site.program("evil.sh"));
      site.git("--git-dir", path, "config", "core.bare", "false");
      site.git("--git-dir", path, "config", "core.worktree", path);
    },
    cwd: "vendor/lib",
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "a forged .git file that names a repository elsewhere",
    plant(site) {
      const path = foreignGit(site);
      Deno.removeSync(site.at(".git"), { recursive: true });
      site.write(".git", `gitdir: ${path}\n`);
    },
    calls: [...START, ["paths", "--explain"]],
    proof: ["git", "status"],
  },
  {
    attack: "a forged .git file that names the checkout of somebody else",
    plant(site) {
      Deno.mkdirSync(`${site.outside}/victim/.git/worktrees/x`, { recursive: true });
      Deno.mkdirSync(`${site.outside}/victim/.orchestrator/sessions`, { recursive: true });
      const record = `${site.outside}/victim/.git/worktrees/x`;
      Deno.writeTextFileSync(`${record}/commondir`, "../..\n");
      Deno.writeTextFileSync(`${record}/gitdir`, `${site.outside}/another/.git\n`);
      Deno.writeTextFileSync(`${record}/HEAD`, "ref: refs/heads/main\n");
      Deno.removeSync(site.at(".git"), { recursive: true });
      site.write(".git", `gitdir: ${record}\n`);
    },
    calls: [...START, ["paths", "--explain"], ["init", "--force"]],
  },
  {
    attack: "a .git that is a link to a repository elsewhere",
    plant: (site) => site.link(".git", foreignGit(site)),
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "a common directory that lies elsewhere (.git/commondir)",
    plant(site) {
      const path = foreignGit(site);
      site.write(".git/commondir", `${path}\n`);
    },
    calls: START,
    proof: ["git", "status"],
  },
  {
    attack: "a checkout that is said to lie elsewhere (core.worktree)",
    plant: (site) => configure(site, { "core.worktree": site.outside }),
    calls: [...START, ["paths", "--explain"], ["generate-md"]],
  },
  {
    attack: "a variable that names another repository (GIT_DIR)",
    plant: (site) => void foreignGit(site),
    env: ({ outside }) => ({ GIT_DIR: `${outside}/evil.git`, GIT_WORK_TREE: outside }),
    calls: [...START, ["paths", "--explain"]],
    proof: ["git", "status"],
  },
  {
    attack: "settings and programs in the variables of git (GIT_CONFIG_COUNT, GIT_SSH, GIT_PAGER)",
    plant: (site) => void site.program("evil.sh"),
    env(site) {
      const evil = site.at("evil.sh");
      return {
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "core.fsmonitor",
        GIT_CONFIG_VALUE_0: evil,
        GIT_SSH: evil,
        GIT_PAGER: evil,
        GIT_EXTERNAL_DIFF: evil,
        GIT_ASKPASS: evil,
        GIT_EXEC_PATH: site.path,
      };
    },
    calls: START,
    proof: ["env", "-u", "GIT_EXEC_PATH", "git", "status"],
  },
  {
    attack: "escape sequences in the name of a branch",
    plant: (site) => site.write(".git/HEAD", "ref: refs/heads/\u001b]0;x\u0007\u202e\u009b31m\n"),
    calls: [...START, ["session", "show"], ["finish", "--force"], ["log", "--all"]],
  },
  {
    attack: "escape sequences and a command in the address of the remote",
    plant: (site) =>
      appendConfig(
        site,
        '[remote "origin"]\n\turl = "https://example.invalid/\u001b[31mowner/$(touch canary)\u202e"\n',
      ),
    calls: [...START, ["init", "--force"]],
  },
  {
    attack: "a configuration of git that includes itself for ever",
    plant: (site) => appendConfig(site, "[include]\n\tpath = config\n"),
    calls: START,
  },
  {
    attack: "an index that promises four thousand million files",
    plant(site) {
      const header = [0x44, 0x49, 0x52, 0x43, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff];
      site.write(".git/index", new Uint8Array([...header, ...new Uint8Array(64)]));
    },
    calls: START,
  },
  {
    attack: "pipes in the places of files that git's state is read from",
    plant(site) {
      for (const name of ["HEAD", "config", "index", "packed-refs", "MERGE_HEAD"]) {
        makePipe(site, `.git/${name}`);
      }
    },
    calls: START,
  },
];

function makePipe(site: Site, name: string): void {
  if (site.exists(name)) Deno.removeSync(site.at(name));
  const { success } = new Deno.Command("mkfifo", { args: [site.at(name)] }).outputSync();
  if (!success) throw new Error("mkfifo failed");
}

testHostile(ROWS);
