import { type HostileRepository, type Site, testHostile } from "./hostile_repository.ts";
import { ESCAPES, TRAVERSALS } from "./payloads.ts";

const DEFINITION = `name: Sent
version: "1.0"
phases:
  - { id: PLAN, name: Plan, items: [{ id: look, name: Look }] }
`;

/** A repository of a template below the fixture, with a file that git itself would not add. */
function sent(site: Site, arrange: () => void): void {
  Deno.mkdirSync(site.at("sent"));
  site.git("init", "-q", "sent");
  site.write("sent/workflow.yaml", DEFINITION);
  arrange();
  site.git("-C", "sent", "add", "-A");
  site.git("-C", "sent", "commit", "-q", "-m", "Sent");
}

/** The template as a repository, as a directory, and as a file. */
const EVERY_WAY = (site: Site): readonly (readonly string[])[] =>
  [`file://${site.at("sent")}`, "sent", "sent/workflow.yaml"].map((wanted) => [
    "init",
    "--force",
    "--template",
    wanted,
  ]);

const ROWS: readonly HostileRepository[] = [
  ...TRAVERSALS.slice(0, 4).map((name): HostileRepository => ({
    attack: `a template that calls itself ${JSON.stringify(name)} (traversal, CVE-2026-53951)`,
    plant(site) {
      const header = `# orchestrator-template: ${name}@${name} sha256:${"0".repeat(64)}\n`;
      sent(site, () => site.write("sent/workflow.yaml", header + DEFINITION));
    },
    calls: (site) => [...EVERY_WAY(site), ["init", "--force", "--template", name]],
  })),
  {
    attack: "a template with links out of it (CVE-2025-55201)",
    plant: (site) =>
      sent(site, () => {
        Deno.symlinkSync(`${site.outside}/precious`, site.at("sent/extra"));
        site.link("sent/workflow.yaml", `${site.outside}/precious`);
      }),
    calls: EVERY_WAY,
  },
  {
    attack: "hooks, filters and a program for ssh in the repository of a template",
    plant(site) {
      sent(site, () => site.write("sent/.gitattributes", "* filter=evil\n"));
      const program = site.program("sent/evil.sh");
      for (const hook of ["post-checkout", "reference-transaction", "pre-receive"]) {
        site.program(`sent/.git/hooks/${hook}`);
      }
      for (
        const key of [
          "core.fsmonitor",
          "core.sshCommand",
          "uploadpack.packObjectsHook",
          "filter.evil.smudge",
        ]
      ) site.git("-C", "sent", "config", "--add", key, program);
    },
    calls: EVERY_WAY,
  },
  {
    attack: "a URL of a template that is a command or an option of git",
    plant: () => undefined,
    calls: ({ touch, outside }) =>
      [
        `ext::sh -c '${touch}'`,
        `--upload-pack=${touch}`,
        `file://${outside}#--upload-pack=${touch}`,
        `ssh://-oProxyCommand=${touch}/x`,
        `git@-oProxyCommand=${touch}:x`,
        `https://localhost/${ESCAPES}`,
      ].map((wanted) => ["init", "--force", "--template", wanted]),
  },
  {
    attack: "programs of the repository that git would start to fetch a template",
    plant(site) {
      for (const name of ["git", "ssh", "git-remote-https", "git-upload-pack"]) {
        site.program(`tools/${name}`);
      }
      Deno.writeTextFileSync(`${site.outside}/workflow.yaml`, DEFINITION);
    },
    env: (site) => ({
      PATH: `${site.at("tools")}:${site.env["PATH"]}`,
      GIT_SSH: site.at("tools/ssh"),
      GIT_EXEC_PATH: site.at("tools"),
    }),
    calls: ({ outside }) =>
      [`file://${outside}`, "ssh://localhost:1/x", "git@localhost:x"].map((wanted) => [
        "init",
        "--force",
        "--template",
        wanted,
      ]),
  },
];

testHostile(ROWS);
