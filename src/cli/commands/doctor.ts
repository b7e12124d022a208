import { CHECKS, runChecks } from "../../doctor/checks.ts";
import type { CheckId, Finding } from "../../doctor/finding.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { mendFindings } from "../mend_findings.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { findingText } from "../render/finding_text.ts";
import { writerOf } from "../writer.ts";

const MARKS: Readonly<Record<Finding["severity"], string>> = { ok: "✓", note: "-", error: "✗" };

/** `doctor`: runs every check; with `--fix` mends what can be mended, then looks again. */
export async function run(call: Call, context: Context): Promise<Output> {
  const fix = hasFlag(call, "fix");
  const dryRun = hasFlag(call, "dry-run");
  if (dryRun && !fix) {
    throw fail("usage", { problem: '"--dry-run" needs "--fix"', command: call.entry.path });
  }
  const only = onlyOf(call);
  const place = placeOf(call, context);
  const input = { place, operations: OPERATIONS, env: context.environment() };
  const found = await runChecks(input, only);
  const fixable = found.filter((finding) => finding.fixable);
  const mended = fix && !dryRun && fixable.length > 0
    ? await mendFindings(writerOf(call, context, place), fixable)
    : [];
  const findings = mended.length > 0 ? await runChecks(input, only) : found;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const hint = hintFlags(call);
  const worded = findings.map((finding) => ({ ...finding, ...findingText(finding, hint) }));
  return {
    json: {
      healthy: errors === 0,
      findings: worded,
      mended,
      ...(dryRun ? { would_mend: fixable.map(({ id, session }) => ({ id, session })) } : {}),
    },
    text: [
      ...mended.map((line) => `mended: ${line}`),
      ...worded.flatMap(({ severity, message, fix: command }) => [
        `${MARKS[severity]} ${message}`,
        ...(command === null ? [] : [`  fix: ${command}`]),
      ]),
      ...(dryRun ? [`Would mend ${fixable.length} of these`] : []),
      "",
    ].join("\n"),
    exit: errors === 0 ? 0 : 1,
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
