import { counted } from "./counted.ts";
import { escapeLine } from "../escape.ts";
import { quoteWord } from "../line/quote_word.ts";
import { type FindingFacts, type FindingTexts, type FindingWords, fine } from "./finding_words.ts";
import { sizeText } from "./size_text.ts";

type Checks =
  | "home"
  | "house"
  | "identity"
  | "journal"
  | "sessions"
  | "locks"
  | "tmp"
  | "quarantine"
  | "trash"
  | "uninstalled"
  | "permissions"
  | "space";

/** What is said of the state and of where it lies. */
export const STATE_FINDINGS: FindingTexts<Checks> = {
  home: ({ finding: { severity }, value, hint }) =>
    severity === "ok" ? fine(`Home is ${value("home")}`) : {
      message: `Nothing has been started in ${value("home")}`,
      fix: `orchestrator start "<task>"${hint.root}`,
    },
  house: ({ finding: { severity }, value, word }) =>
    severity === "ok" ? fine("Everything in .orchestrator/ is what it has to be") : {
      message: `${value("path")} is ${value("found")}, not ${value("expected")}`,
      fix: `ls -ld ${word("path")}`,
    },
  identity: identityText,
  journal: ({ finding: { severity, evidence }, value, mend }) => {
    if (severity === "ok") return fine("No command was interrupted");
    const message = evidence["refused"] === true
      ? `journal.json cannot be carried out: ${value("problem")}`
      : `A command was interrupted: ${value("operation")}`;
    return { message, fix: mend };
  },
  sessions: sessionText,
  locks: lockText,
  tmp: ({ finding: { severity }, value }) =>
    severity === "ok" ? fine("No command has left anything half done") : fine(
      `Commands that were cut off have left ${value("left")} in ${
        value("path")
      }, which never counted; the next start removes it`,
    ),
  quarantine: ({ finding: { evidence }, value, hint }) =>
    evidence["entries"] === 0 ? fine("Nothing is in quarantine") : fine(
      `In quarantine: ${value("entries")}, the newest is ${value("newest")} (${
        value("reason") || "without a note of ours"
      }); to bring one back: orchestrator doctor --restore ID${hint.root}`,
    ),
  trash: ({ finding: { severity }, value, word }) =>
    severity === "ok" ? fine(`Everything in the trash can be restored: ${value("entries")}`) : {
      message: `${value("entry")} in the trash cannot be restored: its record is not ours`,
      fix: `ls -l ${word("path")}`,
    },
  uninstalled: ({ finding: { severity }, value, hint }) =>
    severity === "ok" ? fine("No uninstall was cut off") : {
      message: `An uninstall was cut off: what it set aside is in ${value("path")}`,
      fix: `orchestrator uninstall --export orchestrator.tar --yes${hint.root}`,
    },
  permissions: permissionText,
  space: ({ finding: { severity, evidence }, value, hint }) => {
    if (severity === "ok") return fine("There is room where .orchestrator/ lies");
    const free = sizeText(Number(evidence["free"]));
    return {
      message: `There is little room where ${value("home")} lies: ${free} are free`,
      fix: `orchestrator session gc${hint.root}`,
    };
  },
};

function lockText({ finding, value, word }: FindingFacts): FindingWords {
  const { severity, evidence } = finding;
  if (severity === "ok") return fine("No command of ours is at work here");
  if (evidence["condition"] === "off") {
    return {
      message: "Locks are switched off by ORCHESTRATOR_LOCK: only one process may work here",
      fix: "unset ORCHESTRATOR_LOCK",
    };
  }
  const who = evidence["command"] === null
    ? `process ${value("pid")}`
    : `orchestrator ${value("command")} (process ${value("pid")} on ${value("host")}, since ${
      value("since")
    })`;
  const message = `${value("path")} is held by ${who}`;
  if (severity === "note") return fine(message);
  // Its number is another one where it runs.
  const fix = evidence["elsewhere"] === true ? `cat ${word("path")}` : `kill ${value("pid")}`;
  return { message: `${message}: that is long`, fix };
}

function permissionText({ finding, value, word }: FindingFacts): FindingWords {
  const count = Number(finding.evidence["count"]);
  const all = count > 1 ? ` (one of ${count})` : "";
  const house = quoteWord(`${String(finding.evidence["home"])}/.orchestrator`);
  switch (finding.evidence["condition"]) {
    case "read_only":
      return fine(`${value("home")} is on a read-only file system: nothing can be recorded here`);
    case "others_write":
      return {
        message: `Every user can write ${value("path")}${all}`,
        fix: `chmod -R o-w ${house}`,
      };
    case "no_rights":
      return {
        message: `You cannot write ${value("path")}${all}`,
        fix: `chmod -R u+rwX ${house}`,
      };
    case "other_owner":
      return {
        message: `${value("path")} belongs to another user${all}`,
        fix: `ls -ld ${word("path")}`,
      };
    default:
      return fine("Everything in .orchestrator/ is yours to write, and not everybody's");
  }
}

function identityText({ finding: { evidence }, hint }: FindingFacts): FindingWords {
  const { result, problem } = evidence;
  if (problem !== undefined) {
    const message = problem === "newer"
      ? "A newer version wrote meta.json"
      : "meta.json of .orchestrator/ cannot be read";
    return { message, fix: `orchestrator paths${hint.root}` };
  }
  if (result === "differs") {
    const house = `${String(evidence["home"])}/.orchestrator`;
    return {
      message: ".orchestrator/ was made for another repository; set it aside to start clean",
      fix: `mv ${quoteWord(house)} ${quoteWord(`${house}.other`)}`,
    };
  }
  const message = result === "same"
    ? ".orchestrator/ was made for this repository"
    : "Git named no first commit, now or when .orchestrator/ was made: a copy is not noticed";
  return { message, fix: null };
}

function sessionText({ finding, value, mend }: FindingFacts): FindingWords {
  const { evidence, severity } = finding;
  const session = finding.session ?? "";
  const condition = String(evidence["condition"]);
  const about = `Session ${escapeLine(session)}`;
  const fix = severity === "error" ? mend ?? `orchestrator log --session ${session}` : null;
  switch (condition) {
    case "sound":
      return {
        message: `${about}: ${counted(Number(evidence["events"]), "event")}, all in their chain`,
        fix,
      };
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
