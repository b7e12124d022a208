import { sha256Hex } from "../../src/store/sha256.ts";
import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";
import { billionLaughs, deepJson, ESCAPES, TRAVERSALS, withEscapes } from "./payloads.ts";

const START = ["start", "Mine", "--parallel", "--trust", "refuse"];
const COMPLETE = ["complete", "plain"];
const MEND = ["doctor", "--fix"];

function sessionFile(site: Site, name: string): string {
  return `.orchestrator/sessions/${site.session}/${name}`;
}

/** Puts escapes into every text of a JSON file. */
function poison(site: Site, path: string): void {
  site.write(path, JSON.stringify(withEscapes(JSON.parse(site.read(path)))));
}

function checkpointOf(site: Site): string {
  const directory = sessionFile(site, "checkpoints");
  const [entry] = Array.from(Deno.readDirSync(site.at(directory)));
  return `${directory}/${entry?.name}`;
}

function journal(operation: string, facts: unknown, steps: readonly unknown[]): string {
  return JSON.stringify({ schema: 1, operation, stage: "0123456789ab", facts, steps });
}

function step(from: string, to: string): unknown {
  return { from, to, sha256: "0".repeat(64), replaces: null };
}

/** Every file of the state, with the calls that read it. */
const TEXTS: readonly (readonly [name: string, path: (site: Site) => string])[] = [
  ["config.yaml", () => ".orchestrator/config.yaml"],
  ["meta.json", () => ".orchestrator/meta.json"],
  ["journal.json", () => ".orchestrator/journal.json"],
  ["base.json of a session", (site) => sessionFile(site, "base.json")],
  ["meta.json of a session", (site) => sessionFile(site, "meta.json")],
  ["log.jsonl of a session", (site) => sessionFile(site, "log.jsonl")],
  ["state.json of a session", (site) => sessionFile(site, "state.json")],
  ["a checkpoint", checkpointOf],
];

const CALLS = [COMPLETE, ["checkpoint", "restore", "cp_", "--yes"], ["log"]];

const SHAPES: readonly HostileRepository[] = TEXTS.map(([name, path], index) => {
  // Each file meets two of the contents; together they meet all of them.
  const contents = [
    deepJson(),
    `{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}, "x": "\\u0000"}\n`,
    "\u0000".repeat(4096),
    `${ESCAPES}${ESCAPES}`,
    `{"schema": 1e999, "session": ["../../outside"], "phases": ${deepJson(5000)}}\n`,
  ];
  return {
    attack: `${name} that is no data of ours: deep, polluted, binary, full of escapes`,
    plant: (site) => site.write(path(site), contents[index % contents.length] ?? ""),
    calls: [...CALLS, MEND],
  };
});

const ROWS: readonly HostileRepository[] = [
  ...SHAPES,
  {
    attack: "escape sequences in every text of a session that came along",
    plant(site) {
      for (const name of ["meta.json", "base.json"]) poison(site, sessionFile(site, name));
    },
    calls: [["session", "show"], ["log"], ["resume"], ["session", "list"]],
  },
  {
    attack: "escape sequences in every text of a checkpoint",
    plant: (site) => poison(site, checkpointOf(site)),
    calls: [["checkpoints", "--all"], ["checkpoint", "show", "cp_"], ["resume"], CALLS[1] ?? []],
  },
  {
    attack: "escape sequences in every text of the definition",
    plant(site) {
      const definition = {
        name: ESCAPES,
        version: ESCAPES,
        settings: { note: ESCAPES, [ESCAPES]: ESCAPES },
        phases: [{
          id: "P",
          name: ESCAPES,
          notes: [ESCAPES],
          items: [
            { id: "one", name: ESCAPES, description: ESCAPES, notes: [ESCAPES] },
            { id: ESCAPES, name: "Two" },
            { id: "three", name: "T", verification: { type: "command", command: `sh ${ESCAPES}` } },
            { id: "four", name: "F", verification: { type: ESCAPES } },
          ],
        }],
      };
      site.write("workflow.yaml", JSON.stringify(definition));
    },
    calls: [["validate"], START, ["workflow", "reload", "--dry-run"], ["trust", "show", "--start"]],
  },
  {
    attack: "commands that read other than they run (Trojan Source, CVE-2021-42574)",
    plant(site) {
      const command = "sh check.sh \u202e\u2066# harmless\u2069 \u2066";
      const items = [{ id: "checked", name: "C", verification: { type: "command", command } }];
      const phases = [{ id: "P", name: "P", items }];
      site.write("workflow.yaml", JSON.stringify({ name: "W", phases }));
    },
    calls: [["trust", "show", "--start"], START, ["validate"], ["workflow", "reload", "--dry-run"]],
  },
  {
    attack: "a definition that grows beyond memory (billion laughs)",
    plant: (site) => site.write("workflow.yaml", `${billionLaughs()}name: *a8\nphases: *a8\n`),
    calls: [["validate"], START, ["workflow", "reload", "--dry-run"]],
  },
  {
    attack: "a configuration that grows beyond memory (billion laughs)",
    plant(site) {
      site.write(".orchestrator/config.yaml", billionLaughs());
      site.write(".orchestrator.yaml", billionLaughs());
    },
    calls: [["config", "show"], ["config", "set", "lock.timeout", "20"], START],
  },
  {
    attack: "anchors that contain themselves, merge keys and tags of languages",
    plant(site) {
      const text = "a: &a [*a]\nb: &b { <<: *b, x: 1 }\nc: !!js/function 'x'\n" +
        "d: !!python/object/apply:os.system ['touch canary']\ne: !<tag:x> y\n";
      site.write("workflow.yaml", `${text}name: W\nphases: []\n`);
      site.write(".orchestrator/config.yaml", text);
    },
    calls: [["validate"], ["config", "show"], START],
  },
  {
    attack: "a definition so deep that reading it runs out of stack",
    plant: (site) => site.write("workflow.yaml", `name: W\nphases: ${deepJson(20_000)}\n`),
    calls: [["validate"], START],
  },
  {
    attack: "keys that mean something to JavaScript (prototype pollution)",
    plant(site) {
      const text = "__proto__: { polluted: yes, toString: 1 }\nconstructor: { prototype: {} }\n";
      site.write(".orchestrator/config.yaml", text);
      site.write(
        "workflow.yaml",
        `${text}name: W\nsettings: { __proto__: { a: b } }\nphases:\n` +
          "  - { id: __proto__, name: P, items: [{ id: constructor, name: C, __proto__: {} }] }\n",
      );
    },
    calls: [["config", "show"], ["validate"], START],
  },
  {
    attack: "files to check outside of the tree, in a definition (file_exists traversal)",
    plant(site) {
      const paths = ["../outside/precious", `${site.outside}/precious`, "..", "\u001b[31m", ""];
      const items = paths.map((path, index) => ({
        id: `i${index}`,
        name: "I",
        verification: { type: "file_exists", path },
      }));
      const phases = [{ id: "P", name: "P", items }];
      site.write("workflow.yaml", JSON.stringify({ name: "W", phases }));
    },
    calls: [["validate"], START],
  },
  {
    attack: "a pointer to a session outside (traversal in current and previous)",
    plant(site) {
      site.write(".orchestrator/current", "../../../outside");
      site.write(".orchestrator/previous", `${site.outside}\n`);
    },
    calls: [COMPLETE, ["session", "switch", "-"], START],
  },
  {
    attack: "ids of sessions and checkpoints that leave their directory (traversal)",
    plant: () => undefined,
    calls: TRAVERSALS.flatMap((id, index) =>
      index % 2 === 0
        ? [["session", "show", "--", id], ["checkpoint", "show", "--", id]]
        : [["session", "delete", "--force", "--", id], ["checkpoint", "restore", "--yes", "--", id]]
    ),
  },
  {
    attack: "names of migrations, backups and the trash that leave their directory (traversal)",
    plant: () => undefined,
    calls: TRAVERSALS.flatMap((id, index) =>
      index % 2 === 0
        ? [["migrate", "--rollback", "--", id], ["init", "--restore", "--", id]]
        : [["session", "restore", "--", id]]
    ),
  },
  {
    attack: "a template name that leaves its directory, in the first line of workflow.yaml",
    plant(site) {
      const header = `# orchestrator-template: ..@../../../outside/x sha256:${"0".repeat(64)}\n`;
      site.write("workflow.yaml", header + site.read("workflow.yaml"));
    },
    calls: [["validate"], ["init", "--force"], START],
  },
  {
    attack: "a planted journal of an operation that does not exist",
    plant: (site) =>
      site.write(
        ".orchestrator/journal.json",
        journal(ESCAPES, {}, [step(".orchestrator/meta.json", "../outside/precious")]),
      ),
    calls: [COMPLETE, START, MEND],
  },
  {
    attack: "a planted journal that starts a session outside (traversal in its facts)",
    plant: (site) =>
      site.write(
        ".orchestrator/journal.json",
        journal("start", { session: "../../../outside/x", tree: null }, [
          step(
            ".orchestrator/tmp/0123456789ab/session",
            ".orchestrator/sessions/../../../outside/x",
          ),
        ]),
      ),
    calls: [COMPLETE, START, MEND],
  },
  {
    attack: "a planted journal that moves files of the user (migrate, undo)",
    plant(site) {
      const facts = {
        migration: "261122-x7k2qf",
        sessions: "[]",
        placed: "[]",
        replaced: "[]",
        originals: '["notes.txt","workflow.yaml","../outside/precious"]',
        pointers: "[]",
        kept: "[]",
        marker: "[]",
      };
      const backup = ".orchestrator/migrations/261122-x7k2qf/backup";
      const steps = ["notes.txt", "workflow.yaml", "../outside/precious"].map((path) =>
        step(path, `${backup}/${path}`)
      );
      site.write(".orchestrator/journal.json", journal("migrate", facts, steps));
    },
    calls: [COMPLETE, ["migrate"], MEND],
  },
  ...["../../../outside", ".", "journal"].map((session): HostileRepository => ({
    attack: `a file in quarantine whose note sends it to ${JSON.stringify(session)} (traversal)`,
    plant(site) {
      const digest = sha256Hex("evil\n");
      const name = `${session.replaceAll("/", "_").replaceAll(".", "x")}-1-${digest.slice(0, 8)}`;
      const note = { schema: 1, session, file: "../../precious", reason: ESCAPES, seq: 1 };
      for (const id of [name, "planted"]) {
        site.write(`.orchestrator/quarantine/${id}`, "evil\n");
        site.write(
          `.orchestrator/quarantine/${id}.reason.json`,
          JSON.stringify({ ...note, at: ESCAPES, sha256: digest }),
        );
      }
      Deno.symlinkSync(`${site.outside}/precious`, site.at(".orchestrator/quarantine/linked"));
    },
    calls: [
      ["doctor", "--verbose"],
      ["doctor", "--restore", "planted"],
      ["doctor", "--restore", "linked"],
      ["doctor", "--restore", "../trash"],
      ["doctor", "--restore", `journal-1-${sha256Hex("evil\n").slice(0, 8)}`],
    ],
  })),
  {
    attack: "a planted entry of the trash that is restored elsewhere",
    plant(site) {
      const record = {
        schema: 1,
        kind: "session",
        session: "../../../outside/x",
        checkpoints: [],
        deleted_at: ESCAPES,
        task: ESCAPES,
        status: ESCAPES,
        sha256: "0".repeat(64),
        current: "main",
        previous: null,
      };
      const entry = "20261122T101112Z-261122-x7k2qf";
      site.write(`.orchestrator/trash/${entry}.json`, JSON.stringify(record));
      site.write(`.orchestrator/trash/${entry}/base.json`, "{}");
      Deno.symlinkSync(site.outside, site.at(`.orchestrator/trash/${entry}/checkpoints`));
      site.write(".orchestrator/trash/\u001b[31m.json", JSON.stringify(record));
    },
    calls: [["session", "list", "--trash"], ["session", "restore", "261122-x7k2qf"], MEND],
  },
  {
    attack: "a planted entry of the trash whose checkpoints are links",
    plant(site) {
      const entry = `20261122T101112Z-${site.session}`;
      const record = {
        schema: 1,
        kind: "checkpoints",
        session: site.session,
        checkpoints: ["cp_1"],
        deleted_at: "2026-11-22T10:11:12.000Z",
        task: null,
        status: null,
        sha256: "0".repeat(64),
        current: null,
        previous: null,
      };
      site.write(`.orchestrator/trash/${entry}.json`, JSON.stringify(record));
      site.write(`.orchestrator/trash/${entry}/x`, "");
      Deno.symlinkSync(
        `${site.outside}/precious`,
        site.at(`.orchestrator/trash/${entry}/cp_1.json`),
      );
    },
    calls: [["session", "list", "--trash"], ["session", "restore", "2"], ["checkpoints"]],
  },
  {
    attack: "a checkpoint that calls itself something else (traversal in checkpoint_id)",
    plant(site) {
      const text = JSON.parse(site.read(checkpointOf(site)));
      const evil = { ...text, checkpoint_id: "../../../../outside/x", file_manifest: ["../../x"] };
      site.write(sessionFile(site, "checkpoints/cp_2.json"), JSON.stringify(evil));
      site.write(sessionFile(site, "checkpoints/\u001b[31m.json"), JSON.stringify(evil));
      Deno.symlinkSync(
        `${site.outside}/precious`,
        site.at(sessionFile(site, "checkpoints/cp_3.json")),
      );
    },
    calls: [
      ["checkpoints", "--all"],
      ["checkpoint", "restore", "cp_2", "--yes"],
      ["checkpoint", "show", "cp_3"],
      ["checkpoints", "--cleanup", "--max-age", "0"],
    ],
  },
  {
    attack: "feedback that came along, with escape sequences and links",
    plant(site) {
      const line = JSON.stringify(
        withEscapes({ timestamp: "2026-11-22T10:11:12Z", mode: "auto", learnings: "x", task: "y" }),
      );
      site.write(sessionFile(site, "feedback/tool.jsonl"), `${line}\n${deepJson(50_000)}\n`);
      site.write(sessionFile(site, "feedback/process.jsonl"), `${line}\n`);
    },
    calls: [["feedback", "review", "--all"], ["feedback", "capture", "--auto"]],
  },
  {
    attack: "history of the predecessor with escape sequences in its lines",
    plant(site) {
      const line = { timestamp: "x", event_type: "y", workflow_id: "w", message: "m", details: {} };
      site.write(
        sessionFile(site, "history.jsonl"),
        `${JSON.stringify(withEscapes(line))}\n${ESCAPES}\n${deepJson(50_000)}\n`,
      );
    },
    calls: [["log", "--all"], ["analyze"], ["session", "show"]],
  },
];

testHostile(ROWS);
