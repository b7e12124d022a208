import { fail } from "../../store/failure.ts";
import { writeGrant } from "../../trust/grants.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { notStoredText } from "../trust/start_trust.ts";
import { grantPlace } from "../trust/trust_of.ts";
import { timestamp } from "../writer.ts";
import { sopsEntries, sopsFiles } from "./other_sources.ts";
import type { Opener } from "./unlock_vault.ts";

/** `trust grant --sops`: from now on sops may open the files of this repository that are its own. */
export function grantSops(opener: Opener): Output {
  const { context, place } = opener;
  const files = sopsFiles(opener);
  const [first] = files;
  if (first === undefined) {
    throw fail("file.not_found", { path: `${place.tree}/secrets.enc.yaml` });
  }
  const written = files.map((path) => ({
    path,
    ...writeGrant({
      ...grantPlace(context, place),
      entries: sopsEntries(opener, path),
      grantedAt: timestamp(context.now()),
      grantedBy: "trust grant",
    }),
  }));
  const failed = written.find(({ stored }) => !stored);
  return {
    json: {
      session: null,
      files,
      stored: failed === undefined,
      hashes: written.map(({ hash }) => hash),
    },
    text: [
      failed === undefined ? "✓ sops may open these files:" : "These files would be granted:",
      ...files.map((path) => `  ${escapeLine(path)}`),
      ...(failed === undefined || failed.stored
        ? []
        : [`But ${notStoredText(failed)}`, `export ORCHESTRATOR_TRUST=${failed.hash}`]),
      "",
    ].join("\n"),
  };
}
