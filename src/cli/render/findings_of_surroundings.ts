import { quoteWord } from "../line/quote_word.ts";
import { placeWords } from "./environment_words.ts";
import { type FindingFacts, type FindingTexts, type FindingWords, fine } from "./finding_words.ts";

type Checks =
  | "git-program"
  | "git"
  | "environment"
  | "hooks"
  | "tmux"
  | "sops"
  | "secrets"
  | "versions"
  | "probe";

const HOME_WORDS: Readonly<Record<string, string>> = {
  none: "HOME is not set",
  missing: "Your home directory is not there",
  no_rights: "You cannot write your home directory",
  read_only_mount: "Your home directory is on a read-only file system",
};

/** What is said of the machine, of git, and of what the predecessor needed and we do not. */
export const SURROUNDINGS_FINDINGS: FindingTexts<Checks> = {
  "git-program": gitProgramText,
  git: gitText,
  environment: environmentText,
  hooks: ({ finding: { severity }, value, word }) =>
    severity === "ok" ? fine("No hook of the predecessor is registered") : {
      message: `${value("path")} calls the predecessor in a hook; remove that, nothing needs it`,
      fix: `grep -n orchestrator ${word("path")}`,
    },
  tmux: ({ finding: { severity }, value, word }) =>
    severity === "ok" ? fine("No setting asks for tmux") : {
      message: `${
        value("path")
      } has a setting about tmux, which has no effect: no agent is started`,
      fix: `grep -n tmux ${word("path")}`,
    },
  sops: ({ finding: { severity, evidence }, value, word }) =>
    severity === "ok"
      ? fine(evidence["files"] === 0 ? "No secret depends on SOPS" : "Secrets of SOPS can be used")
      : {
        message: `Secrets are only in ${value("path")}, and ${
          evidence["program"] === true
            ? "no key for SOPS comes to a container by itself: set SOPS_AGE_KEY, or take them over"
            : "sops is not installed; a variable ORCHESTRATOR_SECRET_<NAME> works everywhere"
        }`,
        fix: evidence["program"] === true ? `orchestrator secrets import ${word("path")}` : null,
      },
  secrets: ({ finding: { severity }, value, word }) =>
    severity === "ok" ? fine("There is no vault of this repository") : {
      message: `A file of the vault cannot be used: ${value("path")}: ${value("problem")}`,
      fix: `ls -l ${word("path")}`,
    },
  versions: ({ finding: { severity }, value, hint }) => {
    if (severity === "ok") return fine(`This is orchestrator ${value("version")}`);
    const what = severity === "error"
      ? `A newer version wrote ${value("newer")}`
      : `A newer version made .orchestrator/ (${value("made_by")})`;
    return {
      message: `${what}; this is ${value("version")}: install a newer one`,
      fix: `orchestrator paths${hint.root}`,
    };
  },
  probe: probeText,
};

function gitProgramText({ finding, value, word }: FindingFacts): FindingWords {
  const { evidence } = finding;
  switch (evidence["condition"]) {
    case "usable":
      return fine(`Git can be used: ${value("version")}`);
    case "refuses":
      return {
        message: `Git does not take this repository: ${value("said")}`,
        fix: evidence["owner"] === true
          ? `git config --global --add safe.directory ${word("tree")}`
          : `git -C ${word("tree")} rev-parse --git-dir`,
      };
    case "missing":
      return fine("Git is not installed: a copy for another repository is not noticed");
    default:
      return { message: "Git cannot be started", fix: "git --version" };
  }
}

function gitText({ finding: { evidence }, value, word }: FindingFacts): FindingWords {
  if (evidence["uncovered"] !== "") {
    return fine(
      `.orchestrator/.gitignore is not ours and leaves to git: ${value("uncovered")}; ` +
        "with it out of the way, orchestrator init --no-portable writes ours",
    );
  }
  if (evidence["hidden"] !== null) {
    return {
      message: `Git carries nothing in spite of portable mode: "${
        value("hidden")
      }" in .gitignore hides .orchestrator/; remove that line`,
      fix: `grep -nFx ${word("hidden")} ${quoteWord(`${String(evidence["tree"])}/.gitignore`)}`,
    };
  }
  if (evidence["portable"] === true) {
    return fine(
      evidence["tracked"] === true
        ? "Git carries the sessions (portable mode)"
        : "Git may carry the sessions (portable mode), once they are added and committed",
    );
  }
  return fine(
    evidence["tracked"] === true
      ? "Git tracks .orchestrator/: a clone carries its sessions"
      : "Git does not track .orchestrator/; git clean -x would delete it",
  );
}

function environmentText({ finding, value, hint }: FindingFacts): FindingWords {
  const { severity, evidence } = finding;
  if (severity === "error") {
    return {
      message: `${value("key")} is "${value("value")}", not ${value("expected")}`,
      fix: `unset ${quoteWord(String(evidence["key"]))}`,
    };
  }
  if (evidence["condition"] === "home") {
    return severity === "ok" ? fine("Your home directory can be written") : {
      message: `${HOME_WORDS[String(evidence["rights"])] ?? "HOME"}: ` +
        "grants and your settings cannot be kept",
      fix: "orchestrator env",
    };
  }
  const place = placeWords(String(evidence["kind"]));
  return severity === "ok" ? fine(`This runs on ${place}`) : {
    message: `This runs in ${place} (because of ${
      value("because")
    }): what is here may be gone when the session ends; carry it out before that`,
    fix: `orchestrator snapshot export${hint.root}`,
  };
}

function probeText({ finding: { severity, evidence }, value }: FindingFacts): FindingWords {
  if (evidence["events"] === undefined) {
    return { message: `An event cannot be recorded: ${value("problem")}`, fix: "df -h ." };
  }
  const times = `${value("events")} events were written and synced (median ${
    value("p50_ms")
  } ms, p99 ${value("p99_ms")} ms)`;
  if (severity !== "error") {
    const slow = severity === "note" ? ": that is slow" : "";
    return fine(`${times}, read back and removed${slow}`);
  }
  return {
    message: evidence["read_back"] === true
      ? `${times}, but could not be removed: ${value("path")}`
      : `${times}, but did not come back as they were`,
    fix: "df -h .",
  };
}
