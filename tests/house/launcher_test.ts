import assert from "node:assert/strict";
import { join } from "node:path";
import { REPOSITORY } from "./repository.ts";

/** What a run of the launcher said. */
interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A user with a cache of their own and stand-ins for programs on the path. */
class User implements Disposable {
  readonly #home = Deno.makeTempDirSync();

  constructor(programs: Readonly<Record<string, string>>) {
    for (const [name, body] of Object.entries(programs)) this.writeProgram(`bin/${name}`, body);
  }

  /** Writes a shell program to `path` below the home directory. */
  writeProgram(path: string, body: string): void {
    const file = join(this.#home, path);
    Deno.mkdirSync(join(file, ".."), { recursive: true });
    Deno.writeTextFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }

  /** What is below the cache directory that the launcher uses. */
  cached(): readonly string[] {
    return [...Deno.readDirSync(join(this.#home, ".cache", "orchestrator"))]
      .map((entry) => entry.name);
  }

  async run(env: Readonly<Record<string, string>> = {}): Promise<Run> {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: [join(REPOSITORY, "scripts", "deno"), "--version"],
      clearEnv: true,
      env: { HOME: this.#home, PATH: `${this.#home}/bin:/usr/bin:/bin`, ...env },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#home, { recursive: true });
  }
}

function denoThatIs(version: string): string {
  return `echo "deno ${version} (stable)"`;
}

Deno.test("the launcher takes the Deno on the path if it is 2.7 or later", async () => {
  for (const version of ["2.7.0", "2.9.6", "2.10.1"]) {
    using user = new User({ deno: denoThatIs(version) });
    const { stdout, code } = await user.run();
    assert.deepEqual([stdout, code], [`deno ${version} (stable)\n`, 0]);
  }
});

Deno.test("the launcher passes over a Deno on the path that is too old or pinned away", async () => {
  for (const [version, pinned] of [["2.6.9", "0"], ["1.46.3", "0"], ["2.9.6", "1"]] as const) {
    using user = new User({ deno: denoThatIs(version) });
    user.writeProgram(".cache/orchestrator/deno-2.7.11/deno", 'echo "from the cache: $1"');
    const { stdout } = await user.run({ ORCHESTRATOR_DENO_PINNED: pinned });
    assert.equal(stdout, "from the cache: --version\n");
  }
});

Deno.test("the launcher installs the pinned Deno with npm, and only once", async () => {
  const npm = `while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/@deno/a" "$2/node_modules/@deno/b"
printf '#!/bin/sh\\nexit 1\\n' >"$2/node_modules/@deno/a/deno"
printf '#!/bin/sh\\necho "deno 2.7.11 (stable)"\\n' >"$2/node_modules/@deno/b/deno"
chmod +x "$2"/node_modules/@deno/*/deno`;
  using user = new User({ deno: "exit 1", npm, curl: "exit 1" });
  const first = await user.run();
  assert.deepEqual([first.stdout, first.code], ["deno 2.7.11 (stable)\n", 0]);
  assert.deepEqual(user.cached(), ["deno-2.7.11"]);
  user.writeProgram("bin/npm", "exit 1");
  assert.deepEqual(await user.run(), { code: 0, stdout: "deno 2.7.11 (stable)\n", stderr: "" });
});

Deno.test("the launcher falls back to the installer of Deno itself", async () => {
  const curl = `while [ "$1" != --output ]; do shift; done
cat >"$2" <<'INSTALLER'
mkdir -p "$DENO_INSTALL/bin"
printf '#!/bin/sh\\necho "deno 2.7.11 (stable)"\\n' >"$DENO_INSTALL/bin/deno"
chmod +x "$DENO_INSTALL/bin/deno"
INSTALLER`;
  using user = new User({ deno: "exit 1", npm: "exit 1", curl });
  const { stdout, code } = await user.run();
  assert.deepEqual([stdout, code], ["deno 2.7.11 (stable)\n", 0]);
  assert.deepEqual(user.cached(), ["deno-2.7.11"]);
});

Deno.test("the launcher says what it could not find, and leaves nothing behind", async () => {
  using user = new User({ deno: "exit 1", npm: "exit 1", curl: "exit 1" });
  const { code, stderr } = await user.run();
  assert.equal(code, 1);
  assert.equal(
    stderr.trimEnd().split("\n").at(-1),
    "scripts/deno: no Deno >= 2.7 on PATH, and neither npm nor Deno's own installer could fetch 2.7.11",
  );
  assert.deepEqual(user.cached(), []);
});
