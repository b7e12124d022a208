import assert from "node:assert/strict";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { PLANTED } from "../support/canary_watch.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

const VALUE = 'hush "now" & é/+? %41';

/** The value as other programs write it: none of it is made by what looks for it. */
const ENCODINGS: Readonly<Record<string, readonly string[]>> = {
  plain: [VALUE],
  base64: [
    "aHVzaCAibm93IiAmIMOpLys/ICU0MQ==",
    // Behind "x:", behind "x", and in short lines.
    "eDpodXNoICJub3ciICYgw6kvKz8gJTQx",
    "eGh1c2ggIm5vdyIgJiDDqS8rPyAlNDE=",
    "aHVzaCAibm93\nIiAmIMOpLys/\nICU0MQ==",
  ],
  base64url: ["aHVzaCAibm93IiAmIMOpLys_ICU0MQ"],
  hex: [
    "6875736820226e6f77222026 20c3a92f2b3f20253431",
    "6875736820226E6F7722202620C3A92F2B3F20253431",
  ],
  URL: [
    "hush%20%22now%22%20%26%20%C3%A9%2F%2B%3F%20%2541",
    "hush%20%22now%22%20%26%20%c3%a9%2f%2b%3f%20%2541",
    "hush+%22now%22+%26+%C3%A9%2F%2B%3F+%2541",
  ],
  JSON: [
    String.raw`hush \"now\" & é/+? %41`,
    String.raw`hush \"now\" & \u00e9/+? %41`,
    String.raw`hush \"now\" & é\/+? %41`,
  ],
  "JSON twice": [String.raw`hush \\\"now\\\" & é/+? %41`],
};

/** Where the end of a test finds what was planted in it; empty where it is content. */
async function leaksOf(
  plant: (repository: RepositoryFixture) => Promise<unknown>,
): Promise<readonly string[]> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await plant(repository);
  const { base } = repository;
  try {
    repository[Symbol.dispose]();
  } catch (error) {
    assert.ok(error instanceof assert.AssertionError, String(error));
    assert.throws(() => Deno.lstatSync(base), Deno.errors.NotFound);
    return error.actual as readonly string[];
  }
  return [];
}

function setToken({ done }: RepositoryFixture): Promise<unknown> {
  return done(["secrets", "set", "TOKEN"], { stdin: `${VALUE}\n` });
}

/** Writes as anything but the fixture would. */
function plantFile({ base }: RepositoryFixture, path: string, text: string): void {
  Deno.writeTextFileSync(`${base}/${path}`, text);
}

Deno.test("the end of a test finds a secret in every encoding", async () => {
  for (const [how, texts] of Object.entries(ENCODINGS)) {
    for (const text of texts) {
      const leaks = await leaksOf((repository) => {
        repository.canaries.manage("token", VALUE);
        Deno.mkdirSync(repository.at(".orchestrator"));
        plantFile(repository, "repository/.orchestrator/notices", `before ${text} behind`);
        return Promise.resolve();
      });
      assert.deepEqual(leaks, [`repository/.orchestrator/notices: token, ${how}`], text);
    }
  }
});

Deno.test("the end of a test finds a secret in every place where none belongs", async () => {
  const env = { V: VALUE };
  const leaks = await leaksOf(async (repository) => {
    const { done, line, git, base } = repository;
    repository.write("../key", new Uint8Array(32).fill(7));
    await done(["start", "Task"]);
    // Nobody knows yet that it is a secret.
    await done(["checkpoint", "-m", `It is ${VALUE}`]);
    await done(["snapshot", "export", `${base}/plain.tar.zst`, "--no-encrypt"]);
    await done(["snapshot", "export", `${base}/sealed.orcsnap`, "--key-file", `${base}/key`]);
    await setToken(repository);
    await line(`sh -c 'printf %s "$V"'`, { env });
    await line(`sh -c 'printf %s "$V" >&2'`, { env });
    await line(`git check-ref-format "$V"`, { env });
    repository.write("packed", `1 ${VALUE}`);
    git("add", "packed");
    git("commit", "--quiet", "--message", "Packed");
    git("repack", "-adq");
    repository.write("loose", `2 ${VALUE}`);
    git("add", "loose");
    for (const place of ["state", "config", "cache", "data", "home", "tmp"]) {
      plantFile(repository, `${place}/file`, VALUE);
    }
    plantFile(repository, `tmp/${encodeURIComponent(VALUE)}`, "");
  });
  const places = leaks.map((leak) =>
    leak.replace(/(?<=^repository\/).*(?=\/)/, "…")
      .replace(/[0-9a-f]{36,}|cp_\w+/, "*").replace(/(?<=^std...)[^]*(?=:)/, "")
  );
  assert.deepEqual(
    new Set(places),
    new Set([
      "stdout: stdin, plain",
      "stderr: stdin, plain",
      "arguments of a program: stdin, plain",
      "repository/…/*.json: stdin, JSON",
      "repository/…/*: stdin, plain",
      "repository/…/pack-*.pack: stdin, plain",
      ...["state", "config", "cache", "data", "home", "tmp"].map((place) =>
        `${place}/file: stdin, plain`
      ),
      "name of a file: stdin, URL",
      "plain.tar.zst: stdin, JSON",
      "sealed.orcsnap: stdin, JSON",
    ]),
  );
});

Deno.test("the end of a test finds what opens something, and what came in by a file or a variable", async () => {
  const leaks = await leaksOf(async (repository) => {
    const { done, base } = repository;
    repository.write("../pass", "correct horse\n");
    repository.write("values.env", "IMPORTED=battery staple\n");
    repository.write("value", "out of a file\n");
    await done(["secrets", "set", "FROM_FILE", "--from-file", "value"]);
    await done(["secrets", "import", "values.env"]);
    await done(["secrets", "init", "--key-file", "--passphrase-file", "../pass"]);
    await done(["snapshot", "keygen", "../identity.txt"]);
    const env = { ORCHESTRATOR_SECRET_OTHER: "of a variable" };
    await done(["secrets", "test", "OTHER"], { env });
    const files = ["config/orchestrator/vault.key", "identity.txt", "pass", "repository/value"];
    for (const [index, file] of [...files, "repository/values.env"].entries()) {
      plantFile(repository, `state/${index}`, Deno.readTextFileSync(`${base}/${file}`));
    }
    plantFile(repository, "state/variable", "It is of a variable.");
    const [planted = ""] = Object.values(PLANTED);
    plantFile(repository, "state/planted", planted);
  });
  assert.deepEqual(leaks.map((leak) => leak.replace(/, plain$/, "")).sort(), [
    "state/0: key of the user's vault",
    "state/1: identity",
    "state/2: passphrase-file",
    "state/3: from-file",
    "state/4: IMPORTED",
    "state/planted: ORCHESTRATOR_SECRET_PLANTED_CANARY",
    "state/variable: ORCHESTRATOR_SECRET_OTHER",
  ]);
});

Deno.test("a test that keeps its secrets ends well", async () => {
  assert.deepEqual(
    await leaksOf(async (repository) => {
      await repository.done(["start", "Task"]);
      await setToken(repository);
      await repository.done(["secrets", "get", "TOKEN"]);
      await repository.done(["secrets", "export", "out.env", "--format", "env"]);
    }),
    [],
  );
});
