import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";
import { TRAVERSALS } from "./payloads.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import { formatTemplateHeader } from "../../src/workflow/template_header.ts";

const UNINSTALL = ["uninstall", "--no-export", "--yes"];
const CALLS = [["uninstall", "--dry-run"], UNINSTALL];

/** A `workflow.yaml` that looks like an unchanged template, and so like one to be removed. */
function pristine(): string {
  const body = "name: x\nphases: []\n";
  return formatTemplateHeader({ name: "default", version: "1.0.0", sha256: sha256Hex(body) }) +
    body;
}

function planted(site: Site, facts: Readonly<Record<string, string | null>>): void {
  const step = {
    from: "../outside/precious",
    to: ".orchestrator/uninstalled/0123456789ab/precious",
    sha256: sha256Hex("precious\n"),
    replaces: null,
  };
  const journal = {
    schema: 1,
    operation: "uninstall",
    stage: "0123456789ab",
    facts,
    steps: [step],
  };
  site.write(".orchestrator/journal.json", JSON.stringify(journal));
}

const ROWS: readonly HostileRepository[] = [
  {
    attack: "links in everything that uninstall removes as a whole",
    plant(site) {
      for (const name of ["trash", "backups", "quarantine", "templates", "migrations", "trees"]) {
        site.write(`.orchestrator/${name}/x`, "x");
        Deno.symlinkSync(site.outside, site.at(`.orchestrator/${name}/linked`));
        Deno.symlinkSync(`${site.outside}/precious`, site.at(`.orchestrator/${name}/precious`));
      }
      Deno.symlinkSync(site.outside, site.at(`.orchestrator/sessions/${site.session}/linked`));
    },
    calls: CALLS,
  },
  {
    attack: "what uninstall has set aside as a link out of the repository",
    plant: (site) => Deno.symlinkSync(site.outside, site.at(".orchestrator/uninstalled")),
    calls: CALLS,
  },
  {
    attack: "a directory in what uninstall has set aside that is a link",
    plant(site) {
      Deno.mkdirSync(site.at(".orchestrator/uninstalled"));
      Deno.symlinkSync(site.outside, site.at(".orchestrator/uninstalled/0123456789ab"));
    },
    calls: CALLS,
  },
  {
    attack: "a workflow.yaml and a file of agents that are links to files like ours",
    plant(site) {
      Deno.writeTextFileSync(`${site.outside}/workflow.yaml`, pristine());
      site.link("workflow.yaml", `${site.outside}/workflow.yaml`);
      Deno.symlinkSync(`${site.outside}/precious`, site.at("AGENTS.md"));
    },
    calls: CALLS,
  },
  {
    attack: "an original of workflow.yaml that is a link to a secret elsewhere",
    plant(site) {
      site.write("workflow.yaml", pristine());
      Deno.mkdirSync(site.at(".orchestrator/backups/20261122T101530123Z"), { recursive: true });
      Deno.symlinkSync(
        `${site.outside}/precious`,
        site.at(".orchestrator/backups/20261122T101530123Z/workflow.yaml"),
      );
    },
    calls: CALLS,
  },
  {
    attack: "a planted journal of an uninstall that would take files of the user",
    plant: (site) => planted(site, { names: "../outside/precious", sessions: null }),
    calls: [...CALLS, ["complete", "plain"], ["doctor", "--fix"]],
  },
  ...TRAVERSALS.slice(0, 3).map((name): HostileRepository => ({
    attack: `a planted journal of an uninstall with the name ${JSON.stringify(name)}`,
    plant: (site) => planted(site, { names: name, sessions: name }),
    calls: CALLS,
  })),
  {
    attack: "grants that are links in the state directory of another user's making",
    plant(site) {
      const trust = `${site.base}/state/orchestrator/trust`;
      Deno.mkdirSync(trust, { recursive: true, mode: 0o700 });
      Deno.symlinkSync(
        `${site.outside}/precious`,
        `${trust}/${"a".repeat(32)}-${"b".repeat(32)}.json`,
      );
    },
    calls: CALLS,
  },
];

testHostile(ROWS);
