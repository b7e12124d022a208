import type { Finding } from "../../doctor/finding.ts";
import type { HintFlags } from "../failure_words.ts";
import { escapeLine } from "../escape.ts";
import { quoteWord } from "../quote_word.ts";

/** What a finding says, and the command that mends it or shows more; null if nothing is to be done. */
export interface FindingWords {
  readonly message: string;
  readonly fix: string | null;
}

/** Words one finding. */
export function findingText(finding: Finding, hint: HintFlags): FindingWords {
  const { id, severity, evidence, session, fixable } = finding;
  const value = (name: string) => escapeLine(String(evidence[name] ?? ""));
  const mend = fixable ? `orchestrator doctor --fix${hint.root}` : null;
  switch (id) {
    case "home":
      return severity === "ok" ? { message: `Home is ${value("home")}`, fix: null } : {
        message: `Nothing has been started in ${value("home")}`,
        fix: `orchestrator start "<task>"${hint.root}`,
      };
    case "house":
      return severity === "ok"
        ? { message: "Everything in .orchestrator/ is what it has to be", fix: null }
        : {
          message: `${value("path")} is ${value("found")}, not ${value("expected")}`,
          fix: `ls -ld ${quoteWord(String(evidence["path"] ?? ""))}`,
        };
    case "identity":
      return identityText(value("result"), value("problem"), hint);
    case "journal":
      return severity === "ok"
        ? { message: "No command was interrupted", fix: null }
        : evidence["refused"] === true
        ? { message: `journal.json cannot be carried out: ${value("problem")}`, fix: mend }
        : { message: `A command was interrupted: ${value("operation")}`, fix: mend };
    case "sessions":
      return sessionText(finding, session ?? "", value, mend);
    case "legacy":
      return legacyText(finding, value, hint);
    case "trash":
      return severity === "ok"
        ? { message: `Everything in the trash can be restored: ${value("entries")}`, fix: null }
        : {
          message: `${value("entry")} in the trash cannot be restored: its record is not ours`,
          fix: `ls -l ${quoteWord(String(evidence["path"] ?? ""))}`,
        };
    case "uninstalled":
      return severity === "ok" ? { message: "No uninstall was cut off", fix: null } : {
        message: `An uninstall was cut off: what it set aside is in ${value("path")}`,
        fix: `orchestrator uninstall --export orchestrator.tar --yes${hint.root}`,
      };
    case "git":
      return evidence["tracked"] === true
        ? { message: "Git tracks .orchestrator/: a clone carries its sessions", fix: null }
        : {
          message: "Git does not track .orchestrator/; git clean -x would delete it",
          fix: null,
        };
  }
}

/** What the predecessor left, and where to migrate it. */
function legacyText(
  { evidence }: Finding,
  value: (name: string) => string,
  hint: HintFlags,
): FindingWords {
  const paths = value("paths");
  const migrate = `orchestrator migrate --dry-run${hint.root}`;
  switch (String(evidence["condition"])) {
    case "mixed":
      return {
        message: `The predecessor has a workflow in progress beside sessions of ours: ${paths}`,
        fix: migrate,
      };
    case "active":
      return { message: `The predecessor has a workflow in progress: ${paths}`, fix: migrate };
    case "cut_off":
      return {
        message: `The predecessor was interrupted while it split its feedback: ${paths}`,
        fix: migrate,
      };
    case "leftovers":
      return { message: `Files of the predecessor can be moved: ${paths}`, fix: migrate };
    case "unknown":
      return { message: `Nobody that is known here owns ${paths}`, fix: migrate };
    case "deeper":
      return {
        message: `Below are workflows of the predecessor: ${paths}`,
        fix: `orchestrator migrate --dry-run --root ${quoteWord(String(evidence["first"]))}`,
      };
    default:
      return { message: "Nothing of the predecessor is here", fix: null };
  }
}

function identityText(result: string, problem: string, hint: HintFlags): FindingWords {
  if (problem !== "") {
    const message = problem === "newer"
      ? "A newer version wrote meta.json"
      : "meta.json of .orchestrator/ cannot be read";
    return { message, fix: `orchestrator paths${hint.root}` };
  }
  if (result === "differs") {
    const message = ".orchestrator/ was made for another repository";
    return { message, fix: `orchestrator paths --explain${hint.root}` };
  }
  const message = result === "same"
    ? ".orchestrator/ was made for this repository"
    : "Git named no first commit, now or when .orchestrator/ was made: a copy is not noticed";
  return { message, fix: null };
}

function sessionText(
  { evidence, severity }: Finding,
  session: string,
  value: (name: string) => string,
  mend: string | null,
): FindingWords {
  const condition = String(evidence["condition"]);
  const about = `Session ${escapeLine(session)}`;
  const fix = severity === "error" ? mend ?? `orchestrator log --session ${session}` : null;
  switch (condition) {
    case "sound":
      return { message: `${about}: ${value("events")} events, all in their chain`, fix };
    case "torn":
      return {
        message: `${about}: its last ${value("bytes")} bytes never counted; ` +
          "the next change sets them aside",
        fix,
      };
    case "damaged":
      return {
        message: `${about}: damaged at line ${value("line")} (${
          value("problem").replaceAll("_", " ")
        })`,
        fix,
      };
    case "predecessor":
      return { message: `${about}: made by the predecessor; only shown`, fix };
    case "newer":
      return { message: `${about}: a newer version wrote ${value("what")}; read-only`, fix };
    default:
      return { message: `${about}: cannot be read (${value("problem")})`, fix };
  }
}
