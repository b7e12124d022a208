import { checkVault, type VaultFinding } from "../../secrets/check_vault.ts";
import type { OpenVault } from "../../secrets/open_vault.ts";
import { oldKeyFiles, oldKeysThatOpen } from "../../secrets/replace_key_file.ts";
import { isVault } from "../../secrets/vault_files.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { OrchestratorError } from "../../store/failure.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import { type Call, hintFlags } from "../call.ts";
import { counted } from "../render/counted.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import { wordFailure } from "../failure_text.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { missingSecrets } from "../secrets/declared_secrets.ts";
import { declaringDefinition } from "../secrets/declaring_definition.ts";
import { missingWords, setCommand } from "../secrets/missing_text.ts";
import { type Opener, unlockGiven } from "../secrets/unlock_vault.ts";
import { recipientNames, vaultWords } from "../secrets/vault_words.ts";
import { vaultsOf } from "../secrets/vaults.ts";

interface Line {
  readonly severity: "ok" | "note" | "error";
  readonly what: string;
  readonly message: string;
  /** More of why, one line each. */
  readonly details?: readonly string[];
  readonly fix: string | null;
}

const MARKS: Readonly<Record<Line["severity"], string>> = { ok: "✓", note: "-", error: "✗" };

/** `secrets doctor`: whether every vault opens, and every secret in it. Asks nobody, changes nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const lines: Line[] = [];
  for (const files of vaultsOf(context, place)) {
    if (!isVault(files)) {
      const message = `${vaultWords(files.scope)}: there is none`;
      const user = files.scope === "user" ? " --user" : "";
      const fix = `orchestrator secrets init${user}${hintFlags(call).root}`;
      lines.push({ severity: "note", what: files.scope, message, fix });
      continue;
    }
    try {
      const vault = await unlockGiven({ call, context, place }, files);
      const findings = await checkVault(vault);
      const count = findings.filter(({ kind }) => kind === "sound").length;
      const names = recipientNames(vault.header).join(", ");
      const message = `${vaultWords(files.scope)}: ${
        counted(count, "secret")
      } can be read; it opens with: ${names}`;
      lines.push({ severity: "ok", what: files.scope, message, fix: null });
      lines.push(...findings.flatMap((finding) => lineOf(finding, call, files.scope)));
      const old = await oldKeysOf(context, vault);
      if (old.length > 0) lines.push(oldKeyLine(old, call, files.scope));
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      const { message, details = [], fix } = wordFailure(error.failure, hintFlags(call));
      // To look here again mends nothing.
      const again = `orchestrator secrets doctor${hintFlags(call).root}`;
      const command = fix.find((line) => line !== again) ?? null;
      lines.push({ severity: "error", what: files.scope, message, details, fix: command });
    }
  }
  const allOpen = lines.every(({ severity }) => severity !== "error");
  lines.push(...(allOpen ? keptKeyLines(context) : []));
  lines.push(...await declaredLines({ call, context, place }));
  const errors = lines.filter(({ severity }) => severity === "error").length;
  return {
    json: { healthy: errors === 0, findings: lines },
    text: [
      ...lines.flatMap(({ severity, message, details = [], fix }) => [
        `${MARKS[severity]} ${message}`,
        ...details.map((line) => `  ${line}`),
        ...(fix === null ? [] : [`  fix: ${fix}`]),
      ]),
      "",
    ].join("\n"),
    exit: errors === 0 ? EXIT.done : EXIT.refused,
  };
}

/** Files of keys that the user's key file had before and that open a vault. */
async function oldKeysOf(context: Context, vault: OpenVault): Promise<readonly string[]> {
  const { config } = userDirectories(context.environment());
  return config === null ? [] : await oldKeysThatOpen(config, vault);
}

function oldKeyLine(files: readonly string[], call: Call, scope: VaultScope): Line {
  return {
    severity: "error",
    what: scope,
    message: `${vaultWords(scope)} still opens with a key that your key file had before: ${
      files.map(escapeLine).join(" and ")
    }`,
    fix: `orchestrator secrets rotate${scope === "user" ? " --user" : ""} --new-key-file${
      hintFlags(call).root
    }`,
  };
}

/** Old keys that no vault here needs; of other repositories nothing is known. */
function keptKeyLines(context: Context): readonly Line[] {
  const { config } = userDirectories(context.environment());
  const files = config === null ? [] : oldKeyFiles(config);
  if (files.length === 0) return [];
  const message = `No vault here opens with ${
    files.map(escapeLine).join(" or ")
  } any more: remove it when none of another repository does`;
  return [{ severity: "note", what: "keys", message, fix: null }];
}

/** What the chosen session's workflow declares, and no source has. */
async function declaredLines(opener: Opener): Promise<readonly Line[]> {
  const definition = await declaringDefinition(opener);
  const count = definition === null ? 0 : declaredSecrets(definition).length;
  if (definition === null || count === 0) return [];
  const missing = await missingSecrets(opener, definition);
  if (missing.length === 0) {
    const message = `Every secret that the workflow declares has a source: ${count}`;
    return [{ severity: "ok", what: "declared", message, fix: null }];
  }
  const { root } = hintFlags(opener.call);
  return missing.map((secret) => ({
    severity: "error",
    what: "declared",
    message: missingWords(secret),
    fix: setCommand(secret.name, root),
  }));
}

function lineOf(finding: VaultFinding, call: Call, what: string): readonly Line[] {
  const { root } = hintFlags(call);
  const user = what === "user" ? " --user" : "";
  switch (finding.kind) {
    case "sound":
      return [];
    case "unfinished_rotation":
      return [{
        severity: "note",
        what,
        message: "A rotation was cut off; everything can be read, and the next change finishes it",
        fix: `orchestrator secrets init${user}${root}`,
      }];
    case "variables_meet":
      return [{
        severity: "note",
        what,
        message: `${finding.names.join(" and ")} are one variable: exec needs --only`,
        fix: null,
      }];
    case "unreadable":
      return [{
        severity: "error",
        what,
        message: `${escapeLine(finding.path)}: ${escapeLine(finding.problem)}`,
        fix: finding.name === null
          ? `ls -l ${finding.path}`
          : `orchestrator secrets set ${finding.name}${user}${root}`,
      }];
  }
}
