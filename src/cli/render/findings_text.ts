import type { Finding } from "../../doctor/finding.ts";
import { escapeLine } from "../escape.ts";
import type { FindingWords } from "./finding_words.ts";

const MARKS: Readonly<Record<Finding["severity"], string>> = {
  ok: "✓",
  note: "-",
  error: "✗",
  not_tried: "?",
};

/** Sound sessions that are named one by one. */
const SHOWN = 20;

/**
 * The lines of `doctor`. In short, of very many sessions that are sound only the first ones are named;
 * in full, every finding has its check and its evidence.
 */
export function findingsText(
  findings: readonly (Finding & FindingWords)[],
  verbose: boolean,
): readonly string[] {
  const sound = findings.filter(({ id, severity }) => id === "sessions" && severity === "ok");
  const hidden = new Set(verbose ? [] : sound.slice(SHOWN));
  return [
    ...findings.filter((finding) => !hidden.has(finding)).flatMap((finding) =>
      linesOf(finding, verbose)
    ),
    ...(hidden.size > 0 ? [`✓ ${hidden.size} more sessions, all events in their chain`] : []),
    ...summary(findings),
  ];
}

function linesOf(finding: Finding & FindingWords, verbose: boolean): readonly string[] {
  const { id, severity, message, fix, evidence } = finding;
  const facts = Object.entries(evidence).map(([name, value]) =>
    `${name}=${escapeLine(JSON.stringify(value))}`
  );
  return [
    `${MARKS[severity]} ${verbose ? `[${id}] ` : ""}${message}`,
    ...(verbose && facts.length > 0 ? [`  evidence: ${facts.join(" ")}`] : []),
    ...(fix === null ? [] : [`  fix: ${fix}`]),
  ];
}

/** Never that all is good: something is always not tried, or may be. */
function summary(findings: readonly Finding[]): readonly string[] {
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const errors = count("error");
  const notTried = count("not_tried");
  return [
    "",
    `${findings.length - notTried} looked at: ${
      errors === 0 ? "nothing wrong there" : `${errors} wrong`
    }${notTried === 0 ? "" : `; not tried: ${notTried}`}`,
  ];
}
