import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";

/** A name below `.orchestrator/` that is a link out of the repository. */
interface Linked {
  readonly name: string;
  readonly kind: "file" | "directory";
  /** Calls that would write or remove there. */
  readonly calls: readonly (readonly string[])[];
}

const COMPLETE = ["complete", "plain"];
const CHECKPOINT = ["checkpoint", "-m", "Mine"];
const START = ["start", "Mine", "--parallel", "--trust", "refuse"];
const MEND = ["doctor", "--fix"];
const RESTORE = ["checkpoint", "restore", "cp_", "--yes"];

const LINKED: readonly Linked[] = [
  { name: "", kind: "directory", calls: [COMPLETE, START, MEND, ["init", "--force"]] },
  { name: "tmp", kind: "directory", calls: [CHECKPOINT, START, MEND] },
  { name: "sessions", kind: "directory", calls: [COMPLETE, START, MEND] },
  { name: "sessions/ID", kind: "directory", calls: [COMPLETE, ["session", "delete", "@", "-f"]] },
  { name: "sessions/ID/log.jsonl", kind: "file", calls: [COMPLETE, MEND, ["finish", "--force"]] },
  { name: "sessions/ID/state.json", kind: "file", calls: [["advance", "--force"], MEND] },
  { name: "sessions/ID/base.json", kind: "file", calls: [COMPLETE, MEND] },
  { name: "sessions/ID/meta.json", kind: "file", calls: [COMPLETE, ["session", "show"], MEND] },
  { name: "sessions/ID/lock", kind: "file", calls: [COMPLETE, MEND] },
  { name: "sessions/ID/summary.md", kind: "file", calls: [["finish", "--force"]] },
  { name: "sessions/ID/suspect", kind: "file", calls: [COMPLETE, MEND] },
  { name: "sessions/ID/checkpoints", kind: "directory", calls: [CHECKPOINT, RESTORE] },
  { name: "sessions/ID/feedback", kind: "directory", calls: [["feedback", "capture", "--auto"]] },
  {
    name: "sessions/ID/feedback/tool.jsonl",
    kind: "file",
    calls: [["feedback", "capture", "--auto"], ["feedback", "review"]],
  },
  { name: "lock", kind: "file", calls: [START, ["session", "switch", "@"], MEND] },
  { name: "journal.json", kind: "file", calls: [COMPLETE, MEND] },
  {
    name: "config.yaml",
    kind: "file",
    calls: [["config", "set", "lock.timeout", "20"], ["config", "unset", "lock.timeout"]],
  },
  { name: "meta.json", kind: "file", calls: [START, MEND, ["init", "--force"]] },
  { name: "current", kind: "file", calls: [START, ["session", "switch", "@"], MEND] },
  { name: "previous", kind: "file", calls: [["session", "switch", "-"], MEND] },
  { name: "trash", kind: "directory", calls: [["session", "delete", "@", "--force"], MEND] },
  { name: "quarantine", kind: "directory", calls: [MEND] },
  { name: "backups", kind: "directory", calls: [["init", "--force"], ["init", "--restore"]] },
  { name: "templates", kind: "directory", calls: [["init", "--force"]] },
  {
    name: "migrations",
    kind: "directory",
    calls: [["migrate"], ["migrate", "--list"], ["migrate", "--rollback"]],
  },
  { name: "migration.json", kind: "file", calls: [["migrate"], ["migrate", "--rollback"]] },
  { name: "notices", kind: "file", calls: [COMPLETE, ["migrate"]] },
  { name: ".gitignore", kind: "file", calls: [START, ["init", "--force"], MEND] },
  { name: "trees", kind: "directory", calls: [["session", "delete", "@", "--force"], MEND] },
];

const ROWS: readonly HostileRepository[] = LINKED.map(({ name, kind, calls }) => ({
  attack: `.orchestrator/${name} as a link out of the repository`,
  plant: (site) => plantLink(site, name, kind),
  calls,
}));

/** What lay there goes outside, so that whoever follows the link finds what it expects. */
function plantLink(site: Site, name: string, kind: Linked["kind"]): void {
  if (name === "sessions/ID/feedback/tool.jsonl") {
    Deno.mkdirSync(site.at(`.orchestrator/sessions/${site.session}/feedback`));
  }
  if (name === "quarantine") {
    site.write(`.orchestrator/sessions/${site.session}/log.jsonl`, "not a log\nat all\n");
  }
  const path = [".orchestrator", ...name.split("/").filter(Boolean)].join("/")
    .replace("ID", site.session);
  const target = `${site.outside}/target`;
  if (site.exists(path)) Deno.renameSync(site.at(path), target);
  else if (kind === "directory") Deno.mkdirSync(target);
  else Deno.writeTextFileSync(target, "precious\n");
  Deno.symlinkSync(target, site.at(path));
}

/** Names in the tree that commands write, as links out of the repository. */
const OUTPUTS: readonly (readonly [name: string, calls: readonly (readonly string[])[]])[] = [
  ["workflow.yaml", [["init", "--force"], ["init", "--restore"]]],
  ["AGENTS.md", [["init", "--agents-md"], ["init", "--no-agents-md"]]],
  ["CLAUDE.md", [["init", "--agents-md"], ["init", "--no-agents-md"]]],
  ["WORKFLOW.md", [["generate-md"]]],
  ["LEARNINGS.md", [["learn"]]],
  [".gitignore", [["migrate", "--fix-gitignore"]]],
  ["report.md", [["migrate", "--report", "report.md"]]],
  ["state.json", [["session", "export-state", "state.json", "--force"]]],
];

const OUTPUT_ROWS: readonly HostileRepository[] = OUTPUTS.map(([name, calls]) => ({
  attack: `${name} as a link out of the repository`,
  async plant(site) {
    await site.done(["skip", "optional", "-r", "Not needed for this"]);
    if (name === ".gitignore" || name === "report.md") {
      site.write(".workflow_log.jsonl", "");
    }
    const target = `${site.outside}/target`;
    const old = site.exists(name) ? site.read(name) : ".workflow_log.jsonl\n";
    Deno.writeTextFileSync(target, old);
    if (site.exists(name)) Deno.removeSync(site.at(name));
    Deno.symlinkSync(target, site.at(name));
  },
  calls,
}));

const SPECIAL_ROWS: readonly HostileRepository[] = [
  {
    attack: "pipes in the places of our files, at which who opens them waits for ever",
    plant(site) {
      const session = `.orchestrator/sessions/${site.session}`;
      for (const name of ["current", "config.yaml", "meta.json", "journal.json", "lock"]) {
        makePipe(site, `.orchestrator/${name}`);
      }
      for (const name of ["log.jsonl", "state.json", "lock"]) makePipe(site, `${session}/${name}`);
    },
    calls: [COMPLETE, MEND],
  },
  {
    attack: "directories in the places of our files",
    plant(site) {
      for (const name of ["current", "config.yaml", "journal.json", "lock", "meta.json"]) {
        if (site.exists(`.orchestrator/${name}`)) Deno.removeSync(site.at(`.orchestrator/${name}`));
        site.write(`.orchestrator/${name}/x`, "x");
      }
    },
    calls: [COMPLETE, START, MEND],
  },
  {
    attack: "links that lead back to themselves",
    plant(site) {
      for (const name of ["tmp", "trash", "quarantine", "templates"]) {
        if (site.exists(`.orchestrator/${name}`)) {
          Deno.removeSync(site.at(`.orchestrator/${name}`), { recursive: true });
        }
        Deno.symlinkSync(".", site.at(`.orchestrator/${name}`));
      }
      Deno.symlinkSync("..", site.at("loop"));
    },
    calls: [CHECKPOINT, ["list", "--depth", "9"], MEND],
  },
];

function makePipe(site: Site, name: string): void {
  if (site.exists(name)) Deno.removeSync(site.at(name));
  const { success } = new Deno.Command("mkfifo", { args: [site.at(name)] }).outputSync();
  if (!success) throw new Error("mkfifo failed");
}

testHostile([...ROWS, ...OUTPUT_ROWS, ...SPECIAL_ROWS]);
