import { readSetting } from "../../config/read_setting.ts";
import { listVault } from "../../secrets/read_vault.ts";
import type { SourceId } from "../../secrets/secret_source.ts";
import { isVault } from "../../secrets/vault_files.ts";
import type { Call } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { mayAsk } from "../may_ask.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { isSopsGranted, secretsEncFiles, sopsFiles } from "../secrets/other_sources.ts";
import { sourceText } from "../secrets/source_words.ts";
import { vaultsOf } from "../secrets/vaults.ts";

interface Row {
  readonly source: SourceId;
  readonly available: boolean;
  readonly reason: string;
}

/** `secrets sources`: all sources in their order, and which are of use here. Opens and runs nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const opener = { call, context, place };
  const password = (context.env("SECRETS_PASSWORD") ?? "") !== "";
  const old = secretsEncFiles(opener);
  const sops = sopsFiles(opener);
  const granted = sops.filter((path) => isSopsGranted(opener, path));
  const { value: hosts } = await readSetting(
    "secrets.git_hosts",
    configurationOf(call, context, place),
  );
  const rows: readonly Row[] = [
    {
      source: "environment",
      available: true,
      reason: "ORCHESTRATOR_SECRET_<NAME>, then NAME",
    },
    ...vaultsOf(context, place).map((files): Row => {
      const count = isVault(files) ? listVault(files).secrets.length : null;
      return {
        source: files.scope,
        available: count !== null,
        reason: count === null
          ? `no vault in ${files.directory}`
          : `${count} secret${count === 1 ? "" : "s"} in ${files.directory}`,
      };
    }),
    {
      source: "secrets-enc",
      available: old.length > 0 && password,
      reason: old.length === 0
        ? "no such file"
        : password
        ? old.join(", ")
        : `${old.join(", ")}: SECRETS_PASSWORD is not set`,
    },
    {
      source: "sops",
      available: granted.length > 0,
      reason: sops.length === 0
        ? "no such file"
        : granted.length > 0
        ? granted.join(", ")
        : `${sops.join(", ")}: not granted; orchestrator trust grant --sops`,
    },
    {
      source: "git-credential",
      available: hosts.length > 0,
      reason: hosts.length === 0
        ? "secrets.git_hosts of your configuration names no host"
        : hosts.join(", "),
    },
    {
      source: "prompt",
      available: mayAsk(call, context),
      reason: mayAsk(call, context)
        ? "get, exec --only and complete ask for what no other source has"
        : "nobody can be asked: that takes a terminal, and neither --json, --no-input, CI nor an agent",
    },
  ];
  return {
    json: { sources: rows },
    text: [
      ...rows.map(({ source, available, reason }) =>
        `${available ? "✓" : "-"} ${sourceText(source)}: ${escapeLine(reason)}`
      ),
      "",
    ].join("\n"),
  };
}
