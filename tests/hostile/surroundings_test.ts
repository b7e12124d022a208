import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";

const START = ["start", "Mine", "--parallel", "--trust", "refuse"];

/** Programs that are asked for by name while a command works. */
const SHIMS = ["git", "sh", "sops", "cat", "uname", "age", "ssh"];

function shims(site: Site, directory: string): void {
  for (const name of SHIMS) site.program(`${directory}/${name}`);
}

const JAVASCRIPT = (site: Site): string =>
  `require("node:fs").writeFileSync(${JSON.stringify(site.canary)}, "");\n`;

/** A module that runs when it is imported. */
const MODULE = (site: Site): string =>
  `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(site.canary)}, "");\n`;

/** A file as a grant would look that the repository gives itself. */
function plantGrants(site: Site, directory: string): void {
  const list = ["checked", "gate"].map((id) =>
    JSON.stringify({ id, argv: ["sh", "check.sh"], cwd: ".", timeout: 300 })
  );
  site.write(
    `${directory}/orchestrator/trust/${"a".repeat(32)}-${"b".repeat(32)}.json`,
    JSON.stringify({ schema: 1, home: site.path, hash: "b".repeat(64), lines: list }),
  );
}

const ROWS: readonly HostileRepository[] = [
  {
    attack: "programs of the repository before those of the system, by a relative PATH entry",
    plant: (site) => shims(site, "."),
    env: ({ env }) => ({ PATH: `.:${env["PATH"]}` }),
    calls: [START],
    proof: ["sh", "-c", "git status"],
  },
  {
    attack: "programs of the repository before those of the system, by an empty PATH entry",
    plant: (site) => shims(site, "."),
    env: ({ env }) => ({ PATH: `:${env["PATH"]}` }),
    calls: [START],
  },
  {
    attack: "programs of the repository before those of the system, by an absolute PATH entry",
    plant: (site) => shims(site, "tools"),
    env: (site) => ({ PATH: `${site.at("tools")}:${site.env["PATH"]}` }),
    calls: [START],
    proof: ["env", "git", "status"],
  },
  {
    attack: "programs in node_modules/.bin and .venv/bin that are on PATH",
    plant(site) {
      shims(site, "node_modules/.bin");
      shims(site, ".venv/bin");
    },
    env: (site) => ({
      PATH: `${site.at("node_modules/.bin")}:${site.at(".venv/bin")}:${site.env["PATH"]}`,
    }),
    calls: [START],
    proof: ["env", "git", "status"],
  },
  {
    attack: "a PATH entry outside that is a link into the repository",
    plant(site) {
      shims(site, "tools");
      Deno.symlinkSync(site.at("tools"), `${site.outside}/bin`);
    },
    env: ({ outside, env }) => ({ PATH: `${outside}/bin:${env["PATH"]}` }),
    calls: [START],
    proof: ["env", "git", "status"],
  },
  {
    attack: "a registry and scripts in .npmrc and package.json",
    plant(site) {
      site.write(".npmrc", "registry=http://127.0.0.1:9/\nignore-scripts=false\n");
      site.write(
        "package.json",
        JSON.stringify({ type: "module", scripts: { prepare: site.touch } }),
      );
    },
    calls: [START, ["init", "--force"]],
  },
  {
    attack: "imports, tasks and a lock file in deno.json",
    plant(site) {
      site.write("evil.ts", MODULE(site));
      const imports = { "yaml": "./evil.ts", "zod/mini": "./evil.ts", "node:fs": "./evil.ts" };
      site.write(
        "deno.json",
        JSON.stringify({ imports, preload: ["./evil.ts"], unstable: ["all"] }),
      );
      site.write("deno.lock", "{ not json");
      site.write("import_map.json", JSON.stringify({ imports }));
    },
    calls: [START, ["config", "show"], ["validate"]],
  },
  {
    attack: "packages in node_modules that have the names of ours",
    plant(site) {
      for (const name of ["yaml", "zod"]) {
        site.write(`node_modules/${name}/package.json`, '{"main":"index.js"}');
        site.write(`node_modules/${name}/index.js`, JAVASCRIPT(site));
      }
    },
    calls: [START, ["validate"], ["config", "show"]],
  },
  {
    attack: "settings of ours and of the runtime in .env files",
    plant(site) {
      const text = [
        "ORCHESTRATOR_TRUST_START=grant",
        `ORCHESTRATOR_ROOT=${site.outside}`,
        `XDG_STATE_HOME=${site.at("state")}`,
        "ORCHESTRATOR_AUTO_MIGRATE=1",
        "NODE_OPTIONS=--require ./evil.js",
      ].join("\n");
      for (const name of [".env", ".env.local", ".orchestrator/.env"]) site.write(name, text);
      site.write("evil.js", JAVASCRIPT(site));
    },
    calls: [START, ["paths"]],
  },
  {
    attack: "an .envrc that moves XDG_STATE_HOME to grants in the repository",
    plant: (site) => plantGrants(site, ".state"),
    env: (site) => ({ XDG_STATE_HOME: site.at(".state") }),
    calls: [["complete", "gate"], ["trust", "grant"], ["trust", "list"]],
  },
  {
    attack: "an .envrc that moves XDG_STATE_HOME to a link into the repository",
    plant(site) {
      plantGrants(site, ".state");
      Deno.symlinkSync(site.at(".state"), `${site.outside}/state`);
    },
    env: ({ outside }) => ({ XDG_STATE_HOME: `${outside}/state` }),
    calls: [["complete", "gate"], ["trust", "list"]],
  },
  {
    attack: "grants in a state directory that everybody can write",
    plant(site) {
      plantGrants(site, ".");
      Deno.renameSync(site.at("orchestrator"), `${site.outside}/orchestrator`);
      for (const name of ["", "/orchestrator", "/orchestrator/trust"]) {
        Deno.chmodSync(`${site.outside}${name}`, 0o777);
      }
    },
    env: ({ outside }) => ({ XDG_STATE_HOME: outside }),
    calls: [["complete", "gate"], ["trust", "list"]],
  },
  {
    attack: "an .envrc that moves HOME and XDG_CONFIG_HOME into the repository",
    plant(site) {
      site.write(".home/.gitconfig", `[core]\n\tfsmonitor = ${site.program("evil.sh")}\n`);
      site.write(".config/orchestrator/config.yaml", "trust:\n  start: grant\n");
    },
    env: (site) => ({ HOME: site.at(".home"), XDG_CONFIG_HOME: site.at(".config") }),
    calls: [START, ["config", "show", "--all"]],
    proof: ["git", "status"],
  },
  {
    attack: "variables that make interpreters run a file (BASH_ENV, NODE_OPTIONS, PYTHONSTARTUP)",
    plant(site) {
      site.write("evil.sh", `${site.touch}\n`);
      site.write("evil.js", JAVASCRIPT(site));
    },
    env: (site) => ({
      BASH_ENV: site.at("evil.sh"),
      ENV: site.at("evil.sh"),
      NODE_OPTIONS: `--require ${site.at("evil.js")}`,
      DENO_DIR: site.at(".deno"),
      DENO_AUTH_TOKENS: "x@127.0.0.1:9",
    }),
    calls: [START],
    proof: ["bash", "-c", "true"],
  },
  {
    attack: "grants that the repository gives itself, in its configuration and its state",
    plant(site) {
      plantGrants(site, ".orchestrator/state");
      site.write(".orchestrator/trust/grant.json", "{}");
      site.write(
        ".orchestrator/config.yaml",
        "trust:\n  start: grant\n  granted: true\n  commands: ['*']\nmigrate:\n  auto: true\n",
      );
      site.write(".orchestrator.yaml", "trust: granted\nauto_approve: true\n");
    },
    calls: [["complete", "gate"], ["config", "why", "trust.start"]],
  },
  {
    attack: "an .orchestrator directory above the boundary of the repository",
    plant: (site) => Deno.renameSync(site.at(".orchestrator"), `${site.base}/.orchestrator`),
    calls: [["paths", "--explain"], ["complete", "plain"], START],
  },
  {
    attack: "another repository in a subdirectory, which is its own home (submodule)",
    plant(site) {
      site.git("clone", "--quiet", site.path, site.at("vendor"));
      Deno.renameSync(site.at(".orchestrator"), site.at("vendor/.orchestrator"));
    },
    calls: [["paths", "--explain"], ["list"]],
  },
  {
    attack: "names of files that are commands, options and escape sequences",
    plant(site) {
      for (
        const name of ["-rf", "--help", "$(touch canary)", "\u001b]0;x\u0007", "\u202egpj", "a\nb"]
      ) {
        site.write(name, "x");
        site.write(`.orchestrator/${name}`, "x");
        site.write(`.orchestrator/sessions/${name}/base.json`, "{}");
      }
    },
    calls: [["session", "list"], ["list"], ["checkpoint"], [
      "__complete",
      "--",
      "session",
      "show",
      "",
    ]],
  },
];

testHostile(ROWS);
