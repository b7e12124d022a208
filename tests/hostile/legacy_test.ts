import {
  LEGACY_DEFINITION,
  legacyCheckpoint,
  legacyLog,
  legacyState,
  writeLegacy,
} from "../support/legacy_repository.ts";
import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";
import { deepJson, ESCAPES, withEscapes } from "./payloads.ts";

const MIGRATE = ["migrate", "--include-custom", "--fix-gitignore"];
const CALLS = [["migrate", "--dry-run"], MIGRATE, ["migrate", "--list"], ["migrate", "--rollback"]];

/** Nothing of ours is here but what the attack leaves. */
function withoutHouse(site: Site): void {
  Deno.removeSync(site.at(".orchestrator"), { recursive: true });
}

/** The definition of a legacy workflow whose item runs a program. */
function running(): string {
  return LEGACY_DEFINITION.replace(
    '"verification": {"type": "none"}',
    '"verification": {"type": "command", "command": "sh check.sh"}',
  );
}

const ROWS: readonly HostileRepository[] = [
  {
    attack: "commands in a workflow of the predecessor that is taken over",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, {
        ".workflow_state.json": legacyState({ definition: running() }),
        ".workflow_log.jsonl": legacyLog("wf_main0001", "Add search"),
      });
    },
    calls: [...CALLS.slice(0, 2), ["complete", "write"], ["status"]],
  },
  {
    attack: "escape sequences in every text of a workflow of the predecessor",
    plant(site) {
      withoutHouse(site);
      const state = JSON.stringify(withEscapes(JSON.parse(legacyState())));
      writeLegacy(site.path, {
        ".workflow_state.json": state,
        ".workflow_log.jsonl": `${legacyLog(`w${ESCAPES}`, ESCAPES)}${ESCAPES}\n`,
        ".workflow_checkpoints/cp_1.json": legacyCheckpoint("cp_1", "wf_main0001"),
        ".orchestrator.yaml": `"${"\\e[31m"}": "\\u202e"\n`,
      });
    },
    calls: [...CALLS, ["log", "--all"], ["list"]],
  },
  {
    attack: "files of the predecessor that are links out of the repository",
    plant(site) {
      withoutHouse(site);
      const files = [".workflow_log.jsonl", ".workflow_custom.txt", ".secrets.enc", ".gitignore"];
      Deno.writeTextFileSync(`${site.outside}/state.json`, legacyState());
      Deno.symlinkSync(`${site.outside}/state.json`, site.at(".workflow_state.json"));
      for (const file of files) Deno.symlinkSync(`${site.outside}/precious`, site.at(file));
    },
    calls: CALLS,
  },
  {
    attack: "directories of the predecessor that are links out of the repository",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, { ".workflow_state.json": legacyState() });
      Deno.writeTextFileSync(`${site.outside}/cp_1.json`, legacyCheckpoint("cp_1", "wf_main0001"));
      for (const name of [".workflow_checkpoints", ".workflow_sessions", ".claude", ".manus"]) {
        Deno.symlinkSync(site.outside, site.at(name));
      }
    },
    calls: CALLS,
  },
  {
    attack: "a session of the predecessor with links inside",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, {
        ".orchestrator/current": "3ca8877d",
        ".orchestrator/sessions/3ca8877d/state.json": legacyState(),
        ".orchestrator/sessions/3ca8877d/log.jsonl": { link: `${site.outside}/precious` },
        ".orchestrator/sessions/3ca8877d/checkpoints": { link: site.outside },
      });
    },
    calls: CALLS,
  },
  {
    attack: "ids of the predecessor that leave their directory (traversal)",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, {
        ".orchestrator/current": "../../../outside",
        ".orchestrator/sessions/3ca8877d/meta.json": '{"session_id": "../../../outside/x"}',
        ".orchestrator/sessions/3ca8877d/state.json": legacyState({ id: "../../../outside/w" }),
        ".workflow_log.jsonl": legacyLog("../../outside/y", "Add search"),
        ".workflow_checkpoints/cp_1.json": legacyCheckpoint("../../../outside/z", "wf_main0001"),
      });
    },
    calls: CALLS,
  },
  {
    attack: "files of the predecessor that are deep, binary and broken",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, {
        ".workflow_state.json": `{"workflow_id": "w", "phases": ${deepJson(50_000)}}`,
        ".workflow_log.jsonl": `${deepJson(50_000)}\n\u0000\n${ESCAPES}\n`,
        ".workflow_checkpoints/cp_1.json": deepJson(),
        ".orchestrator/migrations/ignored.json": deepJson(),
      });
    },
    calls: CALLS,
  },
  {
    attack: "a pipe in the place of the predecessor's log",
    plant(site) {
      withoutHouse(site);
      writeLegacy(site.path, { ".workflow_state.json": legacyState() });
      new Deno.Command("mkfifo", { args: [site.at(".workflow_log.jsonl")] }).outputSync();
    },
    calls: CALLS,
  },
  {
    attack: "a planted migration whose rollback moves files outside",
    plant(site) {
      const id = "261122-x7k2qf";
      const original = (path: string) => ({
        path,
        kind: "state",
        bytes: 1,
        files: 1,
        sha256: "0".repeat(64),
        into: [],
      });
      const report = {
        schema: 1,
        migration: id,
        at: "2026-11-22T10:11:12Z",
        by: ESCAPES,
        sessions: [],
        originals: ["../outside/precious", "notes.txt", ".git/config"].map(original),
        placements: [{ from: "x", to: "../outside/precious", sha256: "0", replaced: true }],
        copies: [],
        pointers: ["../../outside/precious"],
        kept: ["current"],
        left: [],
        problems: [],
        conflicts: [],
        gitignore: [ESCAPES],
        totals: { files: 1, bytes: 1 },
      };
      const marker = { schema: 1, migration: id, at: ESCAPES, by: ESCAPES, confirmed: true };
      site.write(`.orchestrator/migrations/${id}/report.json`, JSON.stringify(report));
      site.write(`.orchestrator/migrations/${id}/backup/notes.txt`, "evil\n");
      site.write(`.orchestrator/migrations/${id}/backup/.git/config`, "evil\n");
      site.write(".orchestrator/migration.json", JSON.stringify(marker));
    },
    calls: [["migrate", "--list"], ["migrate", "--rollback"], ["migrate", "--rollback", "2"]],
  },
  {
    attack: "a planted migration whose backup holds files of the predecessor as links",
    plant(site) {
      const id = "261122-x7k2qf";
      const report = {
        schema: 1,
        migration: id,
        at: "2026-11-22T10:11:12Z",
        by: "0.1.0",
        sessions: [],
        originals: [{
          path: ".workflow_state.json",
          kind: "state",
          bytes: 1,
          files: 1,
          sha256: "0".repeat(64),
          into: [],
        }],
        placements: [],
        copies: [],
        pointers: [],
        kept: [],
        left: [],
        problems: [],
        conflicts: [],
        gitignore: [],
        totals: { files: 1, bytes: 1 },
      };
      site.write(`.orchestrator/migrations/${id}/report.json`, JSON.stringify(report));
      Deno.symlinkSync(site.outside, site.at(`.orchestrator/migrations/${id}/backup`));
      Deno.writeTextFileSync(`${site.outside}/.workflow_state.json`, legacyState());
    },
    calls: [["migrate", "--list"], ["migrate", "--rollback"]],
  },
];

/** A repository elsewhere that a person is talked into taking over. */
const ELSEWHERE: readonly HostileRepository[] = [
  {
    attack: "a repository of the predecessor elsewhere with ids that leave their directory",
    plant: (site) =>
      writeLegacy(site.at("sent"), {
        ".orchestrator/current": "../../../outside",
        ".orchestrator/sessions/3ca8877d/meta.json": '{"session_id": "../../../outside/x"}',
        ".orchestrator/sessions/3ca8877d/state.json": legacyState({ id: "../../../outside/w" }),
        ".workflow_log.jsonl": legacyLog("../../outside/y", ESCAPES),
        ".workflow_checkpoints/cp_1.json": legacyCheckpoint("../../../outside/z", "wf_main0001"),
      }),
    calls: [["import-legacy", "sent", "--dry-run"], ["import-legacy", "sent"], ["list"]],
  },
  {
    attack: "a repository of the predecessor elsewhere whose files are links to others",
    plant(site) {
      Deno.writeTextFileSync(`${site.outside}/state.json`, legacyState());
      writeLegacy(site.at("sent"), {
        ".workflow_state.json": { link: `${site.outside}/state.json` },
        ".workflow_log.jsonl": { link: `${site.outside}/precious` },
        ".secrets.enc": { link: `${site.outside}/precious` },
        ".workflow_checkpoints": { link: site.outside },
      });
      Deno.symlinkSync(site.at("sent"), site.at("linked"));
    },
    calls: [["import-legacy", "sent"], ["import-legacy", "linked"], ["status"]],
  },
  {
    attack: "a repository of the predecessor elsewhere whose commands would run",
    plant: (site) =>
      writeLegacy(site.at("sent"), {
        ".workflow_state.json": legacyState({ definition: running() }),
        ".workflow_log.jsonl": legacyLog("wf_main0001", "Add search"),
        ".orchestrator/migration.json": '{"schema": 1, "migration": "../../outside"}',
      }),
    calls: [["import-legacy", "sent"], ["complete", "write"]],
  },
];

testHostile([...ROWS, ...ELSEWHERE]);
