import { CHECKS, runChecks } from "../../doctor/checks.ts";
import type { CheckId, DoctorInput, Finding } from "../../doctor/finding.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { mendFindings } from "../mend_findings.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { findingsText } from "../render/findings_text.ts";
import { findingText } from "../render/finding_text.ts";
import { VERSION } from "../version.ts";
import { writerOf } from "../writer.ts";

/** `doctor`: runs every check; with `--fix` mends what can be mended, then looks again. */
export async function run(call: Call, context: Context): Promise<Output> {
  assertFlags(call);
  const only = onlyOf(call);
  const place = placeOf(call, context);
  const restore = flagValue(call, "restore");
  if (restore !== null) return await restoreOne(call, context, place, restore);
  const look = async (): Promise<readonly Finding[]> =>
    await runChecks(inputOf(call, context, place), only);
  const found = await look();
  const dryRun = hasFlag(call, "dry-run");
  const fixable = found.filter((finding) => finding.fixable);
  const mended = hasFlag(call, "fix") && !dryRun && fixable.length > 0
    ? await mendFindings(writerOf(call, context, place), fixable)
    : [];
  const looked = mended.length > 0 ? await look() : found;
  const findings = hasFlag(call, "probe") ? await probed(call, context, place, looked) : looked;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const hint = hintFlags(call);
  const worded = findings.map((finding) => ({ ...finding, ...findingText(finding, hint) }));
  const notTried = findings.filter(({ severity }) => severity === "not_tried").map(({ id }) => id);
  return {
    json: {
      healthy: errors === 0,
      not_tried: notTried,
      findings: worded,
      mended,
      ...(dryRun ? { would_mend: fixable.map(({ id, session }) => ({ id, session })) } : {}),
    },
    text: [
      ...mended.map((line) => `mended: ${line}`),
      ...findingsText(worded, hasFlag(call, "verbose")),
      ...(dryRun ? [`Would mend ${fixable.length} of these`] : []),
      "",
    ].join("\n"),
    exit: errors === 0 ? 0 : 1,
  };
}

/** @throws `usage` for flags that do not go together */
function assertFlags(call: Call): void {
  const usage = (problem: string) => fail("usage", { problem, command: call.entry.path });
  if (hasFlag(call, "dry-run") && !hasFlag(call, "fix")) throw usage('"--dry-run" needs "--fix"');
  if (hasFlag(call, "dry-run") && hasFlag(call, "probe")) {
    throw usage('"--probe" writes, so that it does not go with "--dry-run"');
  }
  const others = ["only", "fix", "probe", "verbose"].filter((name) => call.flags.has(name));
  if (flagValue(call, "restore") !== null && others.length > 0) {
    throw usage(`"--restore" does not go with "--${others[0]}"`);
  }
}

function inputOf(call: Call, context: Context, place: Place): DoctorInput {
  return {
    place,
    operations: OPERATIONS,
    env: context.environment(),
    now: context.now(),
    host: context.hostname(),
    version: VERSION,
    missingSecrets: async (definition) => {
      if (declaredSecrets(definition).length === 0) return [];
      const { missingSecrets } = await import("../secrets/declared_secrets.ts");
      const { quietSources } = await import("../secrets/resolve.ts");
      const opener = { call, context, place };
      return await missingSecrets(opener, definition, quietSources(opener));
    },
  };
}

/** The findings, with what trying to write has shown in the place of that it was not tried. */
async function probed(
  call: Call,
  context: Context,
  place: Place,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  // Nothing is written where the house is not what it has to be.
  const isBlocked = findings.some(({ severity, evidence }) =>
    severity === "not_tried" && evidence["why"] !== "not_asked" && evidence["why"] !== "system"
  );
  if (isBlocked) return findings;
  const { probe } = await import("../../doctor/probe.ts");
  const result = await probe(writerOf(call, context, place));
  return [...findings.filter(({ id }) => id !== "probe"), result];
}

/** `doctor --restore ID`: puts a file from quarantine back. */
async function restoreOne(
  call: Call,
  context: Context,
  place: Place,
  id: string,
): Promise<Output> {
  const { restoreQuarantined } = await import("../../session/restore_quarantined.ts");
  const { path, replaced } = await restoreQuarantined(writerOf(call, context, place), id);
  return {
    json: { restored: id, path: `${place.home}/${path}`, replaced },
    text: [
      `✓ Restored ${escapeLine(path)} from quarantine`,
      ...(replaced === null ? [] : [
        `  What was there is kept; put it back: orchestrator doctor --restore ${
          replaced.slice(replaced.lastIndexOf("/") + 1)
        }${hintFlags(call).root}`,
      ]),
      "",
    ].join("\n"),
  };
}

/** @throws `usage` for what is no check */
function onlyOf(call: Call): ReadonlySet<CheckId> | null {
  const text = flagValue(call, "only");
  if (text === null) return null;
  const known = Object.keys(CHECKS) as CheckId[];
  const ids = text.split(",").map((word) => {
    const id = known.find((name) => name === word.trim());
    if (id !== undefined) return id;
    const problem = `"--only" takes ${known.join(", ")}, not "${word}"`;
    throw fail("usage", { problem, command: call.entry.path });
  });
  return new Set(ids);
}
