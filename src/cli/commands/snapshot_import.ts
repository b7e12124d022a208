import { compareIdentity, type Identity } from "../../repo/identity.ts";
import { resolveSession } from "../../session/resolve_session.ts";
import { importSnapshot } from "../../snapshot/import_snapshot.ts";
import type { Manifest, ManifestIdentity } from "../../snapshot/manifest.ts";
import { SECRETS_NAME } from "../../snapshot/packed_secrets.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagList, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { checkIdentity, identityName, makeHouse } from "../house.ts";
import { sameCommand } from "../line/same_command.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { grantImported } from "../snapshot/import_trust.ts";
import { importJson, importNotices, importText } from "../snapshot/import_view.ts";
import { inputOf } from "../snapshot/input.ts";
import { startProgress } from "../snapshot/progress.ts";
import { openInput } from "../snapshot/read_input.ts";
import { secretsJson, secretsText } from "../snapshot/imported_secrets.ts";
import { SecretsTarget } from "../snapshot/secrets_target.ts";
import { writerOf } from "../writer.ts";

/** `snapshot import FILE`: takes over the sessions in a snapshot. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = "-"] = call.args;
  const [dryRun, trusts] = [hasFlag(call, "dry-run"), hasFlag(call, "trust")];
  if (dryRun && trusts) {
    const problem = "--dry-run and --trust exclude each other";
    throw fail("usage", { problem, command: call.entry.path });
  }
  const place = placeOf(call, context);
  const writer = writerOf(call, context, place);
  const { archive } = await openInput(call, context, inputOf(context, file));
  const identity = await checkIdentity(context, place);
  if (!hasFlag(call, "adopt")) requireSame(call, archive.manifest.identity, identity);
  const wanted = wantedSessions(call, archive.manifest);
  const target = new SecretsTarget(call, context);
  if (hasFlag(call, "with-secrets") && hasSecrets(archive.manifest)) await target.open(place);
  const progress = startProgress(call, context, "Read:");
  const imported = await importSnapshot(writer, archive, {
    wants: (id) => wanted.has(id),
    config: hasFlag(call, "with-config"),
    secrets: hasFlag(call, "with-secrets"),
    progress: progress.add,
    dryRun,
    prepare: async ({ secrets }) => {
      await target.prepare(place, secrets);
      await makeHouse(writer, identity);
    },
  }).finally(progress.end);
  const ids = new Set(imported.plan.sessions.map(({ id }) => id));
  const grants = trusts ? await grantImported(call, context, place, [...ids]) : [];
  const { secrets } = imported.incoming;
  // The house that they go to may have been made just now, so it is looked for again.
  const taken = dryRun ? null : await target.take(placeOf(call, context), secrets);
  const isNew = imported.plan.sessions.some(({ result }) => result === "added");
  return {
    json: {
      ...importJson(imported, dryRun),
      secrets: secretsJson(secrets, taken),
      grants: grants.map(({ lines: _, ...grant }) => grant),
    },
    text: importText(imported, dryRun) + secretsText(secrets, taken) +
      grants.flatMap(({ lines }) => lines).map((line) => `${line}\n`).join(""),
    notices: [
      ...importNotices(imported),
      ...taken?.notices ?? [],
      ...(isNew && !trusts && !dryRun
        ? ["note: commands of added sessions may not run yet; see orchestrator trust grant"]
        : []),
    ],
  };
}

function hasSecrets({ files }: Manifest): boolean {
  return files.some(({ name }) => name === SECRETS_NAME);
}

/** @throws `import.differs` */
function requireSame(call: Call, theirs: ManifestIdentity | null, ours: Identity): void {
  if (theirs === null) return;
  const { created_at, created_by } = ours;
  const snapshot: Identity = { schema: 1, ...theirs, created_at, created_by };
  if (compareIdentity(snapshot, ours) !== "differs") return;
  throw fail("import.differs", {
    snapshot: identityName(snapshot),
    here: identityName(ours),
    command: sameCommand(call, "--adopt"),
  });
}

/** Those of the snapshot that `--only` names, else all. @throws `session.not_found`, `session.ambiguous` */
function wantedSessions(call: Call, { sessions, current }: Manifest): ReadonlySet<string> {
  const ids = sessions.map(({ id }) => id);
  const named = flagList(call, "only");
  const known = { ids, pointers: { current, previous: null }, formerIds: () => new Map() };
  return new Set(named.length === 0 ? ids : named.map((text) => resolveSession(known, text)));
}
