import { encodeText } from "../../stream/bytes.ts";
import { variableOf } from "../../workflow/secret_name.ts";
import type { SecretSource } from "../secret_source.ts";

/** The environment of this process: `ORCHESTRATOR_SECRET_<NAME>`, then `NAME`; empty ones count not. */
export function environmentSource(env: Readonly<Record<string, string>>): SecretSource {
  const variable = (name: string): string | undefined =>
    variablesOf(name).find((one) => (env[one] ?? "") !== "");
  return {
    id: "environment",
    has(name) {
      const found = variable(name);
      return Promise.resolve(
        found === undefined ? { kind: "absent" } : { kind: "here", from: `env:${found}` },
      );
    },
    read: (name) => Promise.resolve(encodeText(env[variable(name) ?? ""] ?? "")),
  };
}

/** The variables that a secret is read from, the first one first. */
export function variablesOf(name: string): readonly string[] {
  const variable = variableOf(name);
  return [`ORCHESTRATOR_SECRET_${variable}`, variable];
}
