import { HOUSE } from "../../repo/layout.ts";
import { requireHome } from "../../repo/require_home.ts";
import { knownSessions, type SessionsOfHome } from "../../session/known_sessions.ts";
import { assertOurs, isOurs } from "../../session/load_log.ts";
import { resolveSession } from "../../session/resolve_session.ts";
import { homesOf } from "../../session/session_home.ts";
import { type Contents, readContents } from "../../snapshot/contents.ts";
import type { SnapshotForm } from "../../snapshot/open_snapshot.ts";
import type { LikelyFound } from "../../snapshot/refuse_secrets.ts";
import { contentLength } from "../../snapshot/write_snapshot.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagList, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { HintFlags } from "../failure_words.ts";
import { knownValuesOf } from "../secrets/known_values.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { packedSecrets } from "../snapshot/packed_secrets.ts";
import { outputPath } from "../snapshot/output_file.ts";
import { sizeText } from "../snapshot/progress.ts";
import { sealTargets } from "../snapshot/seal_targets.ts";
import { snapshotName } from "../snapshot/snapshot_name.ts";
import { scanFirst, writeExport } from "../snapshot/write_export.ts";

/** `snapshot export [FILE]`: packs the state into one file. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const { home } = place;
  const known = knownSessions(place, OPERATIONS);
  const homeOf = homesOf(home, known);
  const { ours, others } = chosenSessions(call, homeOf, known);
  const form = formOf(call);
  const [file = snapshotName(context, place, `.${ENDINGS[form]}`)] = call.args;
  const path = outputPath(call, context, file);
  const contents = readContents({
    home,
    sessions: ours,
    homeOf,
    current: known.pointers.current,
    backups: hasFlag(call, "with-backups"),
    private: hasFlag(call, "with-private"),
    secrets: hasFlag(call, "with-secrets") ? await packedSecrets(call, context, place, form) : null,
  });
  const scanned = !hasFlag(call, "allow-known-secrets");
  let likely: LikelyFound = { lines: 0, places: [] };
  const scan = await scanFirst(
    contents,
    path,
    scanned
      ? {
        known: await knownValuesOf(call, context, place, "said")(),
        report: (found) => likely = found,
      }
      : null,
  );
  const targets = await sealTargets(call, context, place);
  const length = await writeExport(call, context, { contents, form, targets, path, scan });
  const recipients = targets.map(({ type }) => type);
  return {
    json: {
      path,
      format: form,
      encrypted: form !== "plain",
      recipients,
      bytes: length,
      content_bytes: contentLength(contents.manifest),
      files: contents.manifest.files.length,
      sessions: contents.manifest.sessions.map(({ id, seq, head }) => ({ id, seq, head })),
      current: contents.manifest.current,
      skipped: contents.skipped,
      scanned,
      likely_secrets: scanned ? likely : null,
      secrets: contents.secrets,
      not_ours: others,
      damaged: contents.damaged,
    },
    text: exportText(contents, path, recipients, length),
    notices: [...noticesOf(contents, others), ...likelyNotices(likely, hintFlags(call))],
    stdoutTaken: path === null,
  };
}

function exportText(
  { manifest }: Contents,
  path: string | null,
  recipients: readonly string[],
  length: number,
): string {
  const sessions = `${manifest.sessions.length} session${
    manifest.sessions.length === 1 ? "" : "s"
  }`;
  const where = path === null ? "stdout" : escapeLine(path);
  const how = recipients.length === 0 ? "not encrypted" : `encrypted for: ${recipients.join(", ")}`;
  return [
    `✓ Exported ${sessions} to ${where} (${sizeText(length)}, ${how})`,
    ...(path === null ? [] : ["  Elsewhere: orchestrator snapshot import FILE"]),
    "",
  ].join("\n");
}

function noticesOf(
  { skipped, damaged }: Contents,
  others: readonly string[],
): readonly string[] {
  return [
    ...skipped.map((name) =>
      `note: not exported, because it is no regular file: ${HOUSE}/${escapeLine(name)}`
    ),
    ...others.map((id) => `note: not exported, because the predecessor made it: session ${id}`),
    ...damaged.map((id) =>
      `note: session ${id} is damaged: exported up to the damage; see orchestrator doctor`
    ),
  ];
}

/** So many places are said. */
const SHOWN_PLACES = 5;

/** One line about what may be secret; none where nothing is. */
function likelyNotices({ lines, places }: LikelyFound, { root }: HintFlags): readonly string[] {
  if (lines === 0) return [];
  const shown = places.slice(0, SHOWN_PLACES)
    .map(({ path, line }) => `${escapeLine(path)}:${line}`).join(", ");
  const more = lines > SHOWN_PLACES ? ` and ${lines - SHOWN_PLACES} more` : "";
  return [
    `warning: ${
      lines === 1 ? "a line has a value that" : `${lines} lines have values that`
    } may be secret: ${shown}${more}. If one is: orchestrator secrets set NAME${root}, then orchestrator session redact${root}, and export again`,
  ];
}

interface ChosenSessions {
  readonly ours: readonly string[];
  readonly others: readonly string[];
}

/** Those that `--only` names, else all of ours. @throws `session.not_ours`, `snapshot.nothing` */
function chosenSessions(
  call: Call,
  homeOf: (session: string) => string,
  known: SessionsOfHome,
): ChosenSessions {
  const wanted = flagList(call, "only");
  if (wanted.length > 0) {
    const ours = [...new Set(wanted.map((text) => resolveSession(known, text)))];
    for (const id of ours) assertOurs(homeOf(id), id);
    return { ours, others: [] };
  }
  const ours = known.ids.filter((id) => isOurs(homeOf(id), id));
  if (ours.length === 0) throw fail("snapshot.nothing", { wanted: [] });
  return { ours, others: known.ids.filter((id) => !isOurs(homeOf(id), id)) };
}

const ENDINGS = { orcsnap: "orcsnap", age: "tar.zst.age", plain: "tar.zst" } as const;

/** What `--format` and `--no-encrypt` ask for. */
function formOf(call: Call): SnapshotForm {
  const format = flagValue(call, "format") ?? "orcsnap";
  if (format !== "orcsnap" && format !== "age") {
    const problem = `--format takes orcsnap or age, not "${format}"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  return hasFlag(call, "no-encrypt") ? "plain" : format;
}
