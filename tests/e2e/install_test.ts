import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../../scripts/compile/sha256.ts";
import { type FileServer, serveFiles } from "../support/file_server.ts";
import { type Run, runWords } from "../support/run_orchestrator.ts";
import { isInstalled } from "../support/shells.ts";
import { REPOSITORY, textOf } from "../house/repository.ts";

const INSTALLER = join(REPOSITORY, "scripts", "install.sh");
const ARCHIVE = "orchestrator-x86_64-unknown-linux-gnu.tar.gz";

/** A user with an empty home, and a server with one release of a stand-in for the program. */
class Newcomer implements AsyncDisposable {
  readonly #base = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator-install-" }));
  readonly server: FileServer;

  constructor(program = 'echo "orchestrator 9.9.9"') {
    for (const name of ["home", "bin", "tmp", "files/latest/download", "files/download/v9.9.9"]) {
      Deno.mkdirSync(this.at(name), { recursive: true });
    }
    this.program("uname", "case $1 in -s) echo Linux ;; *) echo x86_64 ;; esac");
    this.program("ldd", "echo 'ldd (GNU libc) 2.36'");
    this.release(program);
    this.server = serveFiles(this.at("files"));
  }

  at(path: string): string {
    return join(this.#base, path);
  }

  /** Puts a program before those of the system. */
  program(name: string, body: string): void {
    Deno.writeTextFileSync(this.at(`bin/${name}`), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }

  release(program: string): void {
    const script = this.at("tmp/orchestrator");
    Deno.writeTextFileSync(script, `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    const { success } = new Deno.Command("tar", {
      args: [
        "-C",
        this.at("tmp"),
        "-czf",
        this.at(`files/latest/download/${ARCHIVE}`),
        "orchestrator",
      ],
    }).outputSync();
    assert.ok(success);
    const sum = sha256(Deno.readFileSync(this.at(`files/latest/download/${ARCHIVE}`)));
    Deno.writeTextFileSync(this.at("files/latest/download/SHA256SUMS"), `${sum}  ${ARCHIVE}\n`);
    for (const name of [ARCHIVE, "SHA256SUMS"]) {
      Deno.copyFileSync(
        this.at(`files/latest/download/${name}`),
        this.at(`files/download/v9.9.9/${name}`),
      );
    }
  }

  async install(
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    return await runWords(["/bin/sh", INSTALLER, ...args], {
      cwd: this.at("tmp"),
      env: {
        HOME: this.at("home"),
        PATH: `${this.at("bin")}:/usr/bin:/bin`,
        ORCHESTRATOR_DOWNLOAD_BASE: this.server.base,
        no_proxy: "127.0.0.1",
        ...env,
      },
      killAfter: 60_000,
    });
  }

  /** Everything below the home. */
  installed(): readonly string[] {
    return namesBelow(this.at("home"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    Deno.removeSync(this.#base, { recursive: true });
  }
}

function namesBelow(directory: string): readonly string[] {
  return [...Deno.readDirSync(directory)].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? [name, ...namesBelow(path).map((below) => `${name}/${below}`)] : [name];
  }).sort();
}

const PLACE = [".local", ".local/bin", ".local/bin/orchestrator"];

Deno.test("the installer puts a program that runs into an empty home, and says how to find it", async () => {
  await using newcomer = new Newcomer();
  const { code, stdout, stderr } = await newcomer.install();
  assert.deepEqual([code, stderr], [0, ""], stdout);
  assert.deepEqual(newcomer.installed(), PLACE);
  assert.match(stdout, /^Installed orchestrator 9\.9\.9 in .*\/\.local\/bin$/m);
  const line = /^ {2}(export PATH=.*)$/m.exec(stdout)?.[1] ?? "";
  const { stdout: printed } = await runWords(["sh", "-c", `${line}; orchestrator --version`], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
  });
  assert.equal(printed, "orchestrator 9.9.9\n");
});

Deno.test("the installer takes a version and a directory, with wget and with each checksum tool", async () => {
  await using newcomer = new Newcomer();
  for (const tool of ["sha256sum", "shasum", "openssl"].filter(isInstalled)) {
    const only = newcomer.at(`only-${tool}`);
    Deno.mkdirSync(only);
    const needed = ["mkdir", "mktemp", "rm", "sed", "tar", "gzip", "chmod", "mv", "wget", tool];
    for (const name of needed.filter((program) => program !== "wget" || isInstalled("wget"))) {
      const { stdout } = new Deno.Command("sh", { args: ["-c", `command -v ${name}`] })
        .outputSync();
      Deno.symlinkSync(new TextDecoder().decode(stdout).trim(), join(only, name));
    }
    if (!isInstalled("wget")) Deno.symlinkSync("/usr/bin/curl", join(only, "curl"));
    // Some of these tools are scripts that look for their interpreter.
    Deno.symlinkSync("/usr/bin/perl", join(only, "perl"));
    const directory = newcomer.at(`own ${tool}`);
    const { code, stdout, stderr } = await newcomer.install(
      ["--version", "v9.9.9", "--dir", directory],
      { PATH: `${directory}:${newcomer.at("bin")}:${only}` },
    );
    assert.equal(code, 0, `${tool}: ${stdout}${stderr}`);
    assert.match(stdout, /download\/v9\.9\.9\//);
    assert.match(stdout, /^Next: orchestrator help$/m);
    assert.deepEqual(namesBelow(directory), ["orchestrator"]);
  }
  assert.deepEqual(newcomer.installed(), []);
});

Deno.test("the installer replaces an older program in one step and leaves nothing else", async () => {
  await using newcomer = new Newcomer();
  await newcomer.install();
  newcomer.release('echo "orchestrator 10.0.0"');
  assert.match((await newcomer.install()).stdout, /Installed orchestrator 10\.0\.0/);
  newcomer.release("exit 1");
  const { code, stderr } = await newcomer.install();
  assert.deepEqual([code, /does not run/.test(stderr)], [1, true]);
  const { stdout } = await runWords([newcomer.at("home/.local/bin/orchestrator")], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
  });
  assert.equal(stdout, "orchestrator 10.0.0\n");
  assert.deepEqual(newcomer.installed(), PLACE);
});

/** What is wrong, how the installer ends, and the one line that it says. */
const REFUSALS: readonly (readonly [
  name: string,
  arrange: (newcomer: Newcomer) => {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
  code: number,
  says: RegExp,
])[] = [
  [
    "a changed archive",
    (newcomer) => {
      const path = newcomer.at(`files/latest/download/${ARCHIVE}`);
      Deno.writeFileSync(path, new Uint8Array([1]), { append: true });
      return {};
    },
    1,
    /checksum of orchestrator-\S+ is wrong: nothing was installed/,
  ],
  [
    "a list that does not have the archive",
    (newcomer) => {
      Deno.writeTextFileSync(
        newcomer.at("files/latest/download/SHA256SUMS"),
        `${"0".repeat(64)}  x\n`,
      );
      return {};
    },
    1,
    /does not list/,
  ],
  ["a version that does not exist", () => ({ args: ["--version", "0.0.1"] }), 1, /cannot download/],
  [
    "a server that is not there",
    () => ({
      env: { ORCHESTRATOR_DOWNLOAD_BASE: "http://127.0.0.1:1" },
    }),
    1,
    /cannot download/,
  ],
  [
    "no address",
    () => ({ env: { ORCHESTRATOR_DOWNLOAD_BASE: "" } }),
    2,
    /set ORCHESTRATOR_DOWNLOAD_BASE/,
  ],
  ["an unknown flag", () => ({ args: ["--prefix", "/"] }), 2, /cannot understand "--prefix"/],
  ["a flag without value", () => ({ args: ["--dir"] }), 2, /"--dir" needs a value/],
  [
    "a version that leads elsewhere",
    () => ({ args: ["--version", "../../x"] }),
    2,
    /is no version/,
  ],
  [
    "musl",
    (newcomer) => {
      newcomer.program("ldd", "echo 'musl libc (x86_64)' >&2; exit 1");
      return {};
    },
    69,
    /no build for musl \(Alpine\): use an image with glibc/,
  ],
  [
    "another processor",
    (newcomer) => {
      newcomer.program("uname", "case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac");
      return {};
    },
    69,
    /no build for the processor riscv64/,
  ],
  [
    "another system",
    (newcomer) => {
      newcomer.program("uname", "case $1 in -s) echo FreeBSD ;; *) echo amd64 ;; esac");
      return {};
    },
    69,
    /no build for FreeBSD/,
  ],
  [
    "Windows",
    (newcomer) => {
      newcomer.program("uname", "case $1 in -s) echo MINGW64_NT-10.0 ;; *) echo x86_64 ;; esac");
      return {};
    },
    69,
    /on Windows install the npm package/,
  ],
  [
    "no home",
    () => ({ env: { HOME: "" } }),
    1,
    /no home directory: say where to install with --dir/,
  ],
  ["a home that does not exist", () => ({ env: { HOME: "/nowhere" } }), 1, /no home directory/],
  [
    "a home that cannot be written",
    () => ({ env: { HOME: "/proc" } }),
    1,
    /cannot make \S+: name another/,
  ],
  [
    "a directory in place of the program",
    (newcomer) => {
      Deno.mkdirSync(newcomer.at("tmp/there/orchestrator"), { recursive: true });
      return { args: ["--dir", "there"] };
    },
    1,
    /is a directory/,
  ],
];

for (const [name, arrange, code, says] of REFUSALS) {
  Deno.test(`the installer refuses ${name} in one line and installs nothing`, async () => {
    await using newcomer = new Newcomer();
    const { args, env } = arrange(newcomer);
    const run = await newcomer.install(args ?? [], env ?? {});
    const lines = run.stderr.trimEnd().split("\n").filter((line) => !line.startsWith("curl:"));
    assert.equal(run.code, code, run.stdout + run.stderr);
    assert.equal(lines.length, 1, run.stderr);
    assert.match(lines[0] ?? "", says);
    assert.match(lines[0] ?? "", /^install\.sh: /);
    assert.ok(
      !newcomer.installed().some((path) => /orchestrator/.test(path)),
      `${newcomer.installed()}`,
    );
  });
}

Deno.test("the installer cut off at any byte does nothing at all", async () => {
  const script = textOf("scripts/install.sh");
  const base = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator-cut-" }));
  try {
    for (const name of ["home", "bin", "cut"]) Deno.mkdirSync(join(base, name));
    // Whatever word a cut leaves alone on its line, there is a program of that name.
    for (const word of new Set(script.match(/[a-z_][a-z0-9_]*/g) ?? [])) {
      const stub = `#!/bin/sh\necho ${word} >>'${base}/called'\n`;
      Deno.writeTextFileSync(join(base, "bin", word), stub, { mode: 0o755 });
    }
    // Without its last newline it is whole.
    for (let length = 1; length < script.length - 1; length++) {
      Deno.writeTextFileSync(join(base, "cut", String(length)), script.slice(0, length));
    }
    const env = {
      HOME: join(base, "home"),
      PATH: join(base, "bin"),
      ORCHESTRATOR_DOWNLOAD_BASE: "x",
    };
    const options = { cwd: join(base, "home"), env };
    const loop =
      'for file in "$0"/cut/*; do (. "$file") >/dev/null 2>&1 </dev/null; done; echo end';
    assert.equal((await runWords(["/bin/sh", "-c", loop, base], options)).stdout, "end\n");
    assert.throws(() => Deno.readTextFileSync(join(base, "called")), Deno.errors.NotFound);
    assert.deepEqual(namesBelow(join(base, "home")), []);
    await runWords(["/bin/sh", INSTALLER], options);
    assert.match(Deno.readTextFileSync(join(base, "called")), /^uname$/m);
  } finally {
    Deno.removeSync(base, { recursive: true });
  }
});

Deno.test({
  name: "shellcheck has nothing to say about the scripts",
  ignore: !isInstalled("shellcheck"),
  fn: async () => {
    const scripts = [...Deno.readDirSync(join(REPOSITORY, "scripts"))].map(({ name }) => name)
      .filter((name) => name.endsWith(".sh") || name === "deno").sort()
      .map((name) => join(REPOSITORY, "scripts", name));
    const completion = join(REPOSITORY, "src/cli/completion/scripts/orchestrator.bash");
    const env = { PATH: Deno.env.get("PATH") ?? "", LC_ALL: "C.UTF-8" };
    for (const words of [scripts, ["--shell=bash", completion]]) {
      const { code, stdout } = await runWords(["shellcheck", ...words], { cwd: REPOSITORY, env });
      assert.equal(code, 0, stdout);
    }
  },
});
