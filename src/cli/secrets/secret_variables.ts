import type { ResolvedSecret } from "../../secrets/secret_source.ts";
import { variableOf } from "../../workflow/secret_name.ts";
import { fail } from "../../store/failure.ts";
import { decodeText } from "../../stream/bytes.ts";

/**
 * The environment variables that a program gets for some secrets.
 *
 * @throws `secret.variables_meet` when two would be one variable, `secret.no_variable` for a value that
 * no variable can hold
 */
export function secretVariables(
  secrets: readonly Pick<ResolvedSecret, "name" | "value">[],
): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  const variables: Record<string, string> = {};
  for (const { name, value } of secrets) {
    const variable = variableOf(name);
    const other = names.get(variable);
    if (other !== undefined) {
      throw fail("secret.variables_meet", { variable, names: [other, name] });
    }
    const text = decodeText(value);
    if (text === null || text.includes("\0")) throw fail("secret.no_variable", { name });
    names.set(variable, name);
    variables[variable] = text;
  }
  return variables;
}
