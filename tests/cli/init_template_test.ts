import assert from "node:assert/strict";
import { sha256Hex } from "../../src/store/sha256.ts";
import { parseTemplateHeader } from "../../src/workflow/template_header.ts";
import { TEMPLATES } from "../../src/workflow/templates.ts";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

/** A git repository beside the scratch directory, with these files in its only commit. */
function templateRepository(
  { tree }: Scratch,
  arrange: (path: string) => void,
): { readonly url: string; readonly commit: string } {
  const path = Deno.makeTempDirSync({ dir: `${tree}/..`, prefix: "template-" });
  const git = (...args: readonly string[]): string => {
    const { stdout, stderr, success } = new Deno.Command("git", {
      args: ["-C", path, "-c", "user.name=T", "-c", "user.email=t@localhost", ...args],
      env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    }).outputSync();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout).trim();
  };
  git("init", "-q", "-b", "main");
  arrange(path);
  git("add", "-A");
  git("commit", "-q", "-m", "Template");
  return { url: `file://${Deno.realPathSync(path)}`, commit: git("rev-parse", "HEAD") };
}

Deno.test("every built-in template is valid, is listed, and can be started", async () => {
  for (const { name, version } of TEMPLATES) {
    await withScratch(async (scratch) => {
      const list = await scratch.run(["init", "--list-templates"]);
      assert.match(list.out, new RegExp(`^${name} +${version.replaceAll(".", "\\.")} +\\S`, "m"));
      assert.equal(scratch.exists(".orchestrator"), false);
      assert.equal((await scratch.run(["init", "--template", name])).code, 0);
      assert.equal(parseTemplateHeader(scratch.read("workflow.yaml"))?.name, name);
      assert.equal((await scratch.run(["validate"])).code, 0);
      assert.equal((await scratch.run(["start", "Task"])).code, 0);
    });
  }
});

Deno.test("a template in a file or a directory is used, and pinned by its digest", async () => {
  await withScratch(async (scratch) => {
    Deno.mkdirSync(`${scratch.tree}/mine`);
    scratch.write("mine/workflow.yaml", SMALL_WORKFLOW);
    for (const wanted of ["mine", "mine/workflow.yaml", `${scratch.tree}/mine`]) {
      const { code, out, err } = await scratch.run([
        "init",
        "--force",
        "--template",
        wanted,
        "--json",
      ]);
      assert.equal(code, 0, err);
      const { template } = JSON.parse(out);
      assert.equal(template.sha256, sha256Hex(SMALL_WORKFLOW));
      assert.equal(template.version, sha256Hex(SMALL_WORKFLOW).slice(0, 12));
      const header = parseTemplateHeader(scratch.read("workflow.yaml"));
      assert.equal(header?.body, SMALL_WORKFLOW);
      assert.equal(header?.sha256, template.sha256);
      const pristine = `.orchestrator/templates/${template.name}-${template.version}.yaml`;
      assert.equal(scratch.read(pristine), SMALL_WORKFLOW);
    }
  });
});

Deno.test("a template that calls itself like a built-in one gets a name of its own", async () => {
  await withScratch(async (scratch) => {
    const claim = `# orchestrator-template: default@1.0.0 sha256:${"0".repeat(64)}\n`;
    scratch.write("default.yaml", claim + SMALL_WORKFLOW);
    const { out } = await scratch.run(["init", "--template", "./default.yaml", "--json"]);
    assert.equal(JSON.parse(out).template.name, "custom");
    assert.equal(scratch.exists(".orchestrator/templates/default-1.0.0.yaml"), false);
  });
});

Deno.test("a template is fetched by git, from the branch that is named, and its commit is told", async () => {
  await withScratch(async (scratch) => {
    const { url, commit } = templateRepository(scratch, (path) => {
      Deno.writeTextFileSync(`${path}/workflow.yaml`, SMALL_WORKFLOW);
      Deno.writeTextFileSync(`${path}/README.md`, "A template\n");
    });
    for (const wanted of [url, `${url}#main`]) {
      const args = ["init", "--force", "--template", wanted, "--json"];
      const { code, out, err } = await scratch.run(args);
      assert.equal(code, 0, err);
      const { template } = JSON.parse(out);
      assert.equal(template.commit, commit);
      assert.equal(parseTemplateHeader(scratch.read("workflow.yaml"))?.body, SMALL_WORKFLOW);
    }
    const missing = await scratch.run(["init", "--force", "--template", `${url}#nowhere`]);
    assert.equal(missing.code, 69);
    assert.match(missing.err, /Cannot fetch the template .*nowhere/);
    assert.match(missing.err, /fix: git ls-remote file:/);
  });
});

/** What no repository of a template may hold, and what is said of it. */
const REFUSED: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  [
    "a link",
    (path) => Deno.symlinkSync("/etc/passwd", `${path}/extra`),
    /"extra" is a link/,
  ],
  [
    "its definition as a link",
    (path) => {
      Deno.removeSync(`${path}/workflow.yaml`);
      Deno.symlinkSync("/etc/passwd", `${path}/workflow.yaml`);
    },
    /"workflow\.yaml" is a link/,
  ],
  [
    "names that meet on other systems",
    (path) => {
      Deno.writeTextFileSync(`${path}/a`, "");
      Deno.writeTextFileSync(`${path}/A`, "");
    },
    /is refused \(taken\)/,
  ],
  [
    "a device of another system",
    (path) => Deno.writeTextFileSync(`${path}/con.txt`, ""),
    /"con\.txt" is refused \(device\)/,
  ],
  [
    "no definition",
    (path) => {
      Deno.removeSync(`${path}/workflow.yaml`);
      Deno.writeTextFileSync(`${path}/other`, "");
    },
    /there is no workflow\.yaml in it/,
  ],
  [
    "a definition that is no text",
    (path) => Deno.writeFileSync(`${path}/workflow.yaml`, new Uint8Array([0xff, 0xfe, 0x00])),
    /is not UTF-8/,
  ],
];

for (const [what, arrange, says] of REFUSED) {
  Deno.test(`a repository of a template with ${what} is refused, and nothing is written`, async () => {
    await withScratch(async (scratch) => {
      const { url } = templateRepository(scratch, (path) => {
        Deno.writeTextFileSync(`${path}/workflow.yaml`, SMALL_WORKFLOW);
        arrange(path);
      });
      const { code, err } = await scratch.run(["init", "--template", url]);
      assert.equal(code, 65, err);
      assert.match(err, says);
      assert.equal(scratch.exists(".orchestrator"), false);
      assert.equal(scratch.exists("workflow.yaml"), false);
    });
  });
}

Deno.test("other ways to a template, and what is no template, are refused by name", async () => {
  await withScratch(async (scratch) => {
    const cases: readonly (readonly [string, number, RegExp])[] = [
      ["nothing", 66, /none of default, minimal, bugfix/],
      ["http://localhost/x", 65, /only https, ssh and file/],
      ["ext::sh -c true", 65, /only https, ssh and file/],
      ["file:///x y", 65, /white space/],
      ["https://localhost/x#--upload-pack=x", 65, /is no name of a branch/],
      ["https://localhost/x#a..b", 65, /is no name of a branch/],
    ];
    for (const [wanted, exit, says] of cases) {
      const { code, err } = await scratch.run(["init", "--template", wanted]);
      assert.equal(code, exit, `${wanted}: ${err}`);
      assert.match(err, says);
    }
    Deno.symlinkSync("/etc/passwd", `${scratch.tree}/linked.yaml`);
    assert.equal((await scratch.run(["init", "--template", "./linked.yaml"])).code, 77);
    scratch.write("broken.yaml", "phases: 3\n");
    const broken = await scratch.run(["init", "--template", "./broken.yaml"]);
    assert.equal(broken.code, 1);
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});
