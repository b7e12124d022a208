import { problemOfName } from "../../workflow/secret_name.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";

/** The name of a secret that a command line begins with. @throws `secret.name_invalid` */
export function secretArgument(call: Call): string {
  return checkedName(call.args[0] ?? "");
}

/** A name that may be one of a secret. @throws `secret.name_invalid` */
export function checkedName(name: string): string {
  const problem = problemOfName(name);
  if (problem !== null) throw fail("secret.name_invalid", { name, problem });
  return name;
}
