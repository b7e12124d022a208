import { HOUSE, SESSION_FILES, sessionDirectory } from "../../repo/layout.ts";
import { remoteSlug } from "../../git/remote_slug.ts";
import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { knownSessions, type SessionsOfHome } from "../../session/known_sessions.ts";
import { assertOurs } from "../../session/load_log.ts";
import { resolveSession } from "../../session/resolve_session.ts";
import { type Contents, readContents } from "../../snapshot/contents.ts";
import type { SnapshotForm } from "../../snapshot/open_snapshot.ts";
import { contentLength, writeSnapshot } from "../../snapshot/write_snapshot.ts";
import { fail } from "../../store/failure.ts";
import { namesIn } from "../../store/names_in.ts";
import type { Bytes } from "../../stream/bytes.ts";
import { type Call, flagList, flagValue, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { outputPath, writeOutput } from "../snapshot/output_file.ts";
import { sizeText } from "../snapshot/progress.ts";
import { sealTargets } from "../snapshot/seal_targets.ts";

/** Beyond two, memory grows and the time does not shrink: this thread has work of its own. */
const MOST_WORKERS = 2;

/** `snapshot export [FILE]`: packs the state into one file. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const { home } = place;
  const known = knownSessions(place, OPERATIONS);
  const { ours, others } = chosenSessions(call, home, known);
  const form = formOf(call);
  const [file = defaultName(context, place, form)] = call.args;
  const path = outputPath(call, context, file);
  const targets = await sealTargets(call, context, place);
  const contents = readContents({
    home,
    sessions: ours,
    current: known.pointers.current,
    backups: hasFlag(call, "with-backups"),
    private: hasFlag(call, "with-private"),
  });
  const workers = Math.min(MOST_WORKERS, navigator.hardwareConcurrency);
  const options = { form, targets, random: randomBytes, workers };
  const mode = form === "plain" ? 0o600 : 0o644;
  const length = await writeOutput(
    call,
    context,
    { path, mode },
    () => writeSnapshot(contents, options),
  );
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
      not_ours: others,
      damaged: contents.damaged,
    },
    text: exportText(contents, path, recipients, length),
    notices: noticesOf(contents, others),
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

interface ChosenSessions {
  readonly ours: readonly string[];
  readonly others: readonly string[];
}

/** Those that `--only` names, else all of ours. @throws `session.not_ours`, `snapshot.nothing` */
function chosenSessions(call: Call, home: string, known: SessionsOfHome): ChosenSessions {
  const wanted = flagList(call, "only");
  if (wanted.length > 0) {
    const ours = [...new Set(wanted.map((text) => resolveSession(known, text)))];
    for (const id of ours) assertOurs(home, id);
    return { ours, others: [] };
  }
  const isOurs = (id: string) => namesIn(`${home}/${sessionDirectory(id)}`).has(SESSION_FILES.base);
  const ours = known.ids.filter(isOurs);
  if (ours.length === 0) throw fail("snapshot.nothing", { wanted: [] });
  return { ours, others: known.ids.filter((id) => !isOurs(id)) };
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

/** `<repository>-<UTC time>.orcsnap` in the working directory. */
function defaultName(context: Context, place: Place, form: SnapshotForm): string {
  const name = remoteSlug(place)?.split("/").at(-1) ?? place.home.split("/").at(-1) ?? "";
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+/, "") || "repository";
  const time = context.now().toISOString().replace(/\.\d+Z$/, "Z").replaceAll(/[-:]/g, "");
  return `${safe}-${time}.${ENDINGS[form]}`;
}

function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
