import { sha256Hex } from "../store/sha256.ts";

const LONGEST = 200;
const GROUP = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/**
 * Variables that decide which programs run, what they load or whom they obey: a secret of such a name
 * could take over every program that gets it.
 */
const POWERFUL =
  /^(PATH|HOME|SHELL|IFS|ENV|BASH_ENV|PYTHON(PATH|STARTUP|HOME)|PERL5(LIB|OPT)|RUBY(LIB|OPT)|NODE_OPTIONS|JAVA_TOOL_OPTIONS|(LD|DYLD)_.*|GIT_(?!.*TOKEN).*|DENO_(DIR|CERT).*|ORCHESTRATOR_.*)$/i;

/** Why a text is no name of a secret. */
export type NameProblem = "shape" | "powerful";

/**
 * Checks the name of a secret: an environment variable, perhaps in groups (`team/NAME`). Null when it
 * may be one.
 */
export function problemOfName(name: string): NameProblem | null {
  const groups = name.split("/");
  const variable = groups.pop() ?? "";
  if (name.length > LONGEST || !VARIABLE.test(variable)) return "shape";
  if (!groups.every((group) => GROUP.test(group))) return "shape";
  return POWERFUL.test(variable) ? "powerful" : null;
}

/** The environment variable that a secret is read from and given to programs as. */
export function variableOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The file of a secret in its vault. */
export function secretFile(name: string): string {
  return `${sha256Hex(name).slice(0, 32)}.json`;
}

/** Whether a name in the directory of a vault is that of a secret's file. */
export function isSecretFile(file: string): boolean {
  return /^[0-9a-f]{32}\.json$/.test(file);
}

/** The file in which a text of a secret's file is kept once it is no longer the value. */
export function oldSecretFile(name: string, text: string): string {
  return `${oldPrefix(name)}${sha256Hex(text).slice(0, 16)}.json`;
}

/** Whether a name in the directory of a vault is that of a value which a secret had before. */
export function isOldSecretFile(file: string, name: string): boolean {
  return file.startsWith(oldPrefix(name)) && isAnyOldFile(file);
}

/** The same for any secret. */
export function isAnyOldFile(file: string): boolean {
  return /^[0-9a-f]{32}-[0-9a-f]{16}\.json$/.test(file);
}

function oldPrefix(name: string): string {
  return `${sha256Hex(name).slice(0, 32)}-`;
}
