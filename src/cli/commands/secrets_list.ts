import { listVault } from "../../secrets/read_vault.ts";
import { variablesOf } from "../../secrets/sources/environment.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { ageText } from "../secrets/age_text.ts";
import { namedScope, vaultsOf } from "../secrets/vaults.ts";

/** A secret of a vault, and from where it is taken instead. */
interface Row {
  readonly name: string;
  readonly scope: VaultScope;
  readonly updated_at: string;
  /** `env:NAME` or `repository` where that comes before this vault; else null. */
  readonly hidden_by: string | null;
}

/** `secrets list`: names, never values; no vault is opened. */
export function run(call: Call, context: Context): Promise<Output> {
  const scope = namedScope(call);
  const place = placeOf(call, context);
  const vaults = vaultsOf(context, place).filter((files) =>
    scope === null || files.scope === scope
  );
  const contents = vaults.map((files) => ({ files, content: listVault(files) }));
  const rows: Row[] = [];
  for (const { files, content } of contents) {
    for (const { name, updatedAt } of content.secrets) {
      const above = rows.some((row) => row.name === name) ? "repository" : null;
      const hiddenBy = variableOfEnvironment(context, name) ?? above;
      rows.push({ name, scope: files.scope, updated_at: updatedAt, hidden_by: hiddenBy });
    }
  }
  const unreadable = contents.flatMap(({ files, content }) =>
    content.unreadable.map(({ file, problem }) => ({ path: `${files.directory}/${file}`, problem }))
  );
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  return Promise.resolve({
    json: { secrets: rows, unreadable },
    text: [
      ...(rows.length === 0 ? ["No secrets; set one: orchestrator secrets set NAME"] : []),
      ...rows.map(({ name, scope, updated_at, hidden_by }) =>
        [
          name.padEnd(width),
          scope.padEnd(10),
          ageText(updated_at, context.now()),
          ...(hidden_by === null ? [] : [`(hidden by ${hidden_by})`]),
        ].join("  ")
      ),
      "",
    ].join("\n"),
    notices: unreadable.map(({ path, problem }) => `warning: ${escapeLine(path)}: ${problem}`),
    exit: unreadable.length === 0 ? EXIT.done : EXIT.refused,
  });
}

function variableOfEnvironment(context: Context, name: string): string | null {
  const variable = variablesOf(name).find((one) => (context.env(one) ?? "") !== "");
  return variable === undefined ? null : `env:${variable}`;
}
