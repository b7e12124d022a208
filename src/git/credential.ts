import { findProgram } from "../process/find_program.ts";
import { runProgram } from "../process/run_program.ts";
import { fail } from "../store/failure.ts";

/** What git's credential helper said. */
export type CredentialAnswer =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "none" }
  /** There is no git. */
  | { readonly kind: "missing" };

const TIMEOUT_SECONDS = 30;
const OUTPUT_LIMIT = 65_536;

/** What helpers need to find the user's store, and to speak with an agent of the desktop. */
const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|XDG_[A-Z_]+|DBUS_SESSION_BUS_ADDRESS|LANG|LC_[A-Z]+|TMPDIR|GNUPGHOME|SYSTEMROOT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/**
 * Asks git's credential helpers for the password of a host. Git runs outside of every repository, so
 * that only the user's configuration says which helpers run, and nobody is asked.
 *
 * @param refuseBelow Real directories in which git is not taken.
 * @throws `interrupted`
 */
export async function askCredential(
  host: string,
  env: Readonly<Record<string, string>>,
  refuseBelow: readonly string[],
): Promise<CredentialAnswer> {
  const program = findProgram("git", { path: env["PATH"] ?? "", cwd: "/", refuseBelow });
  if (program === null) return { kind: "missing" };
  const inherited = Object.entries(env).filter(([name]) => INHERITED.test(name));
  const result = await runProgram({
    argv: [
      "git",
      "-c",
      "credential.interactive=false",
      "-c",
      "core.askPass=",
      "credential",
      "fill",
    ],
    program,
    cwd: "/",
    env: {
      ...Object.fromEntries(inherited),
      GIT_DIR: Deno.build.os === "windows" ? "NUL" : "/dev/null",
      GIT_TERMINAL_PROMPT: "0",
    },
    timeoutSeconds: TIMEOUT_SECONDS,
    outputLimit: OUTPUT_LIMIT,
    stdin: new TextEncoder().encode(`protocol=https\nhost=${host}\n\n`),
  });
  if (result.signal !== null) throw fail("interrupted", { signal: result.signal });
  const line = result.exitCode === 0
    ? result.stdout.split("\n").find((one) => one.startsWith("password="))
    : undefined;
  return line === undefined
    ? { kind: "none" }
    : { kind: "password", password: line.slice("password=".length) };
}
