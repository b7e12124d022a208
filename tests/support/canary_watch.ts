import { Buffer } from "node:buffer";
import { basename, join, resolve } from "node:path";
import { type ArgumentRecorder, recordArguments } from "./canary_arguments.ts";
import { type Canary, canaryOf, findCanaries } from "./canary_forms.ts";
import { filesBelow, scanFiles } from "./canary_places.ts";
import { orchestratorWords, type Run, type RunOptions } from "./run_orchestrator.ts";

/** In the environment of every program: no test asks for it, so that it may be nowhere. */
export const PLANTED: Readonly<Record<string, string>> = {
  ORCHESTRATOR_SECRET_PLANTED_CANARY: 'planted "canary" of é/+?',
};

/** Variables whose values open something or are secrets themselves. */
const SECRET_VARIABLE =
  /^(ORCHESTRATOR_([A-Z0-9_]*_)?PASSPHRASE|ORCHESTRATOR_SECRET_.*|SECRETS_PASSWORD|SOPS_AGE_KEY)$/;

/** Flags that name a file which holds a secret. */
const SECRET_FILES = [
  "passphrase-file",
  "password-file",
  "key-file",
  "identity",
  "from-file",
] as const;

/** What is asked for values in clear, on stdout or by a child. */
const SHOWS_VALUES = /\bsecrets (get|exec|export)\b|\bsnapshot (decrypt|keygen)\b/;

/** What brings in values that stand in none of its arguments. */
const BRINGS_VALUES =
  /\bsecrets (import|copy)\b|\bsecrets init\b.* --from-env\b|\bsnapshot import\b.* --with-secrets\b|\bmigrate\b.* --move-secrets\b/;

/** A sealed one, with the flags that open it. */
interface Snapshot {
  readonly file: string;
  readonly flags: readonly string[];
}

/**
 * Knows every value that a test manages as a secret, because all commands of the test pass here, and
 * looks in the end for where one of them has got: in any encoding in a file below the base of the
 * fixture (state, configuration, caches, logs), an object of git, a snapshot, the arguments of a
 * program, or what a command printed that was not asked for it.
 */
export class CanaryWatch implements Disposable {
  readonly #base: string;
  readonly #canaries = new Map<string, Canary>();
  /** Files where a value belongs, because the test put it there or asked for it. */
  readonly #holders = new Set<string>();
  readonly #allowed: RegExp[] = [];
  readonly #written = new Map<string, Uint8Array>();
  readonly #printed: { readonly by: string; readonly text: string }[] = [];
  readonly #snapshots: Snapshot[] = [];
  #arguments: ArgumentRecorder | null = null;

  constructor(base: string) {
    this.#base = base;
    for (const [name, value] of Object.entries(PLANTED)) this.manage(name, value);
  }

  /** From now on this value is a secret. */
  manage(name: string, value: string | Uint8Array): void {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    const part = withoutLineEnd(bytes);
    const key = part.toHex();
    const canary = this.#canaries.has(key) ? null : canaryOf(name, part);
    if (canary !== null) this.#canaries.set(key, canary);
  }

  /** Files where a value may be, by their path below the base of the fixture. */
  allow(path: RegExp): void {
    this.#allowed.push(path);
  }

  /** What the test itself writes may hold what it will. */
  wrote(path: string, content: string | Uint8Array): void {
    this.#written.set(path, typeof content === "string" ? Buffer.from(content) : content);
  }

  /** Learns what a command line is given, and returns how it is to be run. */
  before(args: readonly string[], options: RunOptions, path: string): RunOptions {
    for (const [name, value] of Object.entries(options.env)) {
      if (SECRET_VARIABLE.test(name)) this.manage(name, value);
    }
    for (const { flag, value } of flagsOf(args, SECRET_FILES)) {
      this.#holds(flag, resolve(options.cwd, value));
    }
    const line = args.join(" ");
    if (/\bsecrets set\b/.test(line) && options.stdin !== undefined) {
      this.manage("stdin", options.stdin);
    }
    if (/\bsecrets (import|export)\b|\bsnapshot keygen\b/.test(line)) {
      for (const word of args) this.#holders.add(resolve(options.cwd, word));
    }
    // Whoever changes the search path does it for what is found there.
    if (!this.#isUsed() || options.env["PATH"] !== path) return options;
    this.#arguments ??= recordArguments();
    return { ...options, env: { ...options.env, PATH: this.#arguments.before(path) } };
  }

  /** Keeps what a command printed. */
  after(args: readonly string[], options: RunOptions, { code, stdout, stderr }: Run): void {
    const line = args.join(" ");
    const shows = SHOWS_VALUES.test(line);
    if (!shows) this.#printed.push({ by: `stdout of ${line}`, text: stdout });
    // A child of exec says there what it wants.
    if (!/\bsecrets exec\b/.test(line)) {
      this.#printed.push({ by: `stderr of ${line}`, text: stderr });
    }
    if (code === 0 && /\bsnapshot keygen\b/.test(line)) {
      for (const key of stdout.match(/AGE-SECRET-KEY-\S+/g) ?? []) this.manage("identity", key);
      for (const word of args) this.#holds("identity", resolve(options.cwd, word));
    }
    if (BRINGS_VALUES.test(line) && (code === 0 || code === 1)) this.#learn(args, options);
    if (/\bsnapshot export\b/.test(line) && code === 0 && !args.includes("--with-secrets")) {
      const file = args.find((word) => word.endsWith(".orcsnap"));
      const flags = keyFlags(args, options.cwd);
      if (file !== undefined && flags.length > 0) {
        this.#snapshots.push({ file: resolve(options.cwd, file), flags });
      }
    }
  }

  /** Where canaries are that do not belong there. */
  leaks(): readonly string[] {
    this.#holds("key of the user's vault", join(this.#base, "config/orchestrator/vault.key"));
    const canaries = Array.from(this.#canaries.values());
    const printed = this.#printed.flatMap(({ by, text }) =>
      findCanaries(Buffer.from(text), canaries).map((what) => `${by}: ${what}`)
    );
    const passed = findCanaries(this.#arguments?.read() ?? new Uint8Array(), canaries)
      .map((what) => `arguments of a program: ${what}`);
    const files = scanFiles(this.#base, canaries, (path, bytes) => this.#mayHold(path, bytes));
    return [...printed, ...passed, ...files, ...this.#inSnapshots(canaries)];
  }

  [Symbol.dispose](): void {
    this.#arguments?.[Symbol.dispose]();
  }

  /** Whether there is more than what is planted everywhere. */
  #isUsed(): boolean {
    return this.#canaries.size > Object.keys(PLANTED).length;
  }

  #holds(name: string, path: string): void {
    const bytes = contentOf(path);
    if (bytes === null) return;
    this.#holders.add(path);
    const keys = new TextDecoder("latin1").decode(bytes).match(/AGE-SECRET-KEY-\S+/g);
    for (const key of keys ?? [bytes]) this.manage(name, key);
  }

  #mayHold(path: string, bytes: Uint8Array): boolean {
    if (this.#allowed.some((pattern) => pattern.test(path))) return true;
    const full = join(this.#base, path);
    if (this.#holders.has(full)) return true;
    const written = this.#written.get(full);
    return written !== undefined && Buffer.compare(written, bytes) === 0;
  }

  /** Asks the program itself for the values that a vault has got. */
  #learn(args: readonly string[], options: RunOptions): void {
    const scope = args.includes("--user") ? ["--user"] : [];
    const asked = [
      "secrets",
      "export",
      "-",
      "--format",
      "json",
      ...scope,
      ...keyFlags(args, options.cwd),
    ];
    const { code, stdout } = runAgain(asked, options);
    if (code !== 0) return;
    const values: Record<string, string> = JSON.parse(new TextDecoder().decode(stdout));
    for (const [name, value] of Object.entries(values)) this.manage(name, value);
  }

  #inSnapshots(canaries: readonly Canary[]): readonly string[] {
    if (!this.#isUsed()) return [];
    const plain = filesBelow(this.#base, "").filter((name) => name.endsWith(".tar.zst"))
      .map((name) => ({ file: join(this.#base, name), flags: [] }));
    return [...plain, ...this.#snapshots].flatMap(({ file, flags }) => {
      const args = ["snapshot", "decrypt", file, "-", ...flags];
      const { stdout } = runAgain(args, { cwd: this.#base, env: {} });
      return findCanaries(stdout, canaries).map((what) => `${basename(file)}: ${what}`);
    });
  }
}

function runAgain(args: readonly string[], { cwd, env }: RunOptions): Deno.CommandOutput {
  const [program, ...rest] = orchestratorWords(args);
  return new Deno.Command(program, { args: rest, cwd, clearEnv: true, env, stdin: "null" })
    .outputSync();
}

/** A file or a pipe has a line end behind the value. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const end = new TextDecoder("latin1").decode(bytes.subarray(-2));
  const length = end.endsWith("\r\n") ? 2 : end.endsWith("\n") ? 1 : 0;
  return bytes.subarray(0, bytes.length - length);
}

/** The flags that open or seal something, as a command line has them. */
function keyFlags(args: readonly string[], cwd: string): readonly string[] {
  return flagsOf(args, SECRET_FILES).filter(({ flag }) => flag !== "from-file")
    .flatMap(({ flag, value }) => [`--${flag}`, resolve(cwd, value)]);
}

function flagsOf(
  args: readonly string[],
  names: readonly string[],
): readonly { readonly flag: string; readonly value: string }[] {
  return args.flatMap((word, index) => {
    const [, flag = "", given] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const value = given ?? args[index + 1];
    const isSwitch = value === undefined || value.startsWith("-");
    return !names.includes(flag) || isSwitch ? [] : [{ flag, value }];
  });
}

/** Null where no file is. */
function contentOf(path: string): Uint8Array | null {
  try {
    return Deno.statSync(path).isFile ? Deno.readFileSync(path) : null;
  } catch {
    return null;
  }
}
