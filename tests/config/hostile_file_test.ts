import assert from "node:assert/strict";
import { CONFIG_SIZE_LIMIT, fileFailure } from "../../src/config/config_file.ts";
import { readRepositoryConfig, readUserConfig } from "../../src/config/read_config_file.ts";

/** A text that is refused, and what is said of it. */
const BOMB = `a: &a [x,x,x,x,x,x,x,x,x]\n${
  Array.from("bcdefghi", (name, at) => {
    const before = "abcdefghi"[at];
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]\n`;
  }).join("")
}lock.timeout: 5\n`;

const REFUSED: readonly (readonly [name: string, text: string | Uint8Array, kind: string])[] = [
  ["an alias bomb", BOMB, "expansion"],
  ["an alias that contains itself", "a: &a [*a]\n", "expansion"],
  ["an alias to nothing", "a: *b\n", "alias"],
  ["a very deep list", `a: ${"[".repeat(5000)}`, "too_deep"],
  [
    "a very deep block",
    Array.from({ length: 300 }, (_, at) => " ".repeat(at) + "a:\n").join(""),
    "too_deep",
  ],
  ["two documents", "a: 1\n---\nb: 2\n", "several_documents"],
  ["a key twice", "lock.timeout: 1\nlock.timeout: 2\n", "duplicate_key"],
  ["a list", "- a\n", "type"],
  ["bytes that are not UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0x0a]), "syntax"],
  ["a tab as indentation", "a:\n\tb: 1\n", "syntax"],
  ["an open quote", 'a: "x\n', "syntax"],
  ["a mapping as key", "{a: 1}: 2\n", "not_json"],
  ["an unknown tag that would make an object", "a: !!js/function x\n", "syntax"],
];

async function inHome(test: (home: string, path: string) => Promise<void>): Promise<void> {
  const home = Deno.realPathSync(Deno.makeTempDirSync());
  Deno.mkdirSync(`${home}/.orchestrator`);
  try {
    await test(home, `${home}/.orchestrator/config.yaml`);
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
}

for (const [name, content, kind] of REFUSED) {
  Deno.test(`a configuration file with ${name} is refused at its line, and soon`, () =>
    inHome(async (home, path) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      Deno.writeFileSync(path, bytes);
      const file = await readRepositoryConfig(home);
      assert.deepEqual(file.entries, []);
      assert.equal(file.problems[0]?.cause.kind, kind);
      assert.equal(fileFailure(file)?.failure.code, "config.unreadable");
    }));
}

Deno.test("a link, a pipe, a directory and a huge file are not opened", () =>
  inHome(async (home, path) => {
    const codeOf = async (): Promise<string | undefined> =>
      fileFailure(await readRepositoryConfig(home))?.failure.code;
    Deno.symlinkSync("/etc/passwd", path);
    assert.equal(await codeOf(), "home.unsafe");
    Deno.removeSync(path);
    Deno.mkdirSync(path);
    assert.equal(await codeOf(), "home.unsafe");
    Deno.removeSync(path);
    new Deno.Command("mkfifo", { args: [path] }).outputSync();
    assert.equal(await codeOf(), "home.unsafe");
    assert.equal(
      fileFailure(await readUserConfig(`${home}/.orchestrator`))?.failure.code,
      "file.unreadable",
    );
    Deno.removeSync(path);
    Deno.writeTextFileSync(path, " ".repeat(CONFIG_SIZE_LIMIT + 1));
    assert.equal(await codeOf(), "file.unreadable");
  }));

Deno.test("a linked .orchestrator is not read through", () =>
  inHome(async (home) => {
    Deno.mkdirSync(`${home}/elsewhere`);
    Deno.writeTextFileSync(`${home}/elsewhere/config.yaml`, "lock.timeout: 1\n");
    Deno.removeSync(`${home}/.orchestrator`);
    Deno.symlinkSync("elsewhere", `${home}/.orchestrator`);
    const file = await readRepositoryConfig(home);
    assert.deepEqual(file.entries, []);
    assert.equal(fileFailure(file)?.failure.code, "home.unsafe");
  }));

Deno.test("no file, and no directory for one, is nothing that is set", () =>
  inHome(async (home) => {
    for (const file of [await readRepositoryConfig(home), await readUserConfig(null)]) {
      assert.deepEqual([file.entries, fileFailure(file)], [[], null]);
    }
  }));

Deno.test("merge keys and aliases of sound files count", () =>
  inHome(async (home, path) => {
    Deno.writeTextFileSync(path, "base: &b { timeout: 7 }\nlock: { <<: *b }\n");
    const { entries } = await readRepositoryConfig(home);
    assert.equal(entries.find(({ key }) => key === "lock.timeout")?.written, "7");
  }));
