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
