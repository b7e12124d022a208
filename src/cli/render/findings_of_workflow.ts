import { variableName } from "../../config/variable_name.ts";
import { quoteWord } from "../line/quote_word.ts";
import { type FindingFacts, type FindingTexts, type FindingWords, fine } from "./finding_words.ts";

type Checks = "definition" | "settings" | "declared-secrets" | "config" | "trust";

/** What is said of workflows, their configuration, and what they may run. */
export const WORKFLOW_FINDINGS: FindingTexts<Checks> = {
  definition: ({ finding: { severity, session }, hint }) =>
    severity === "ok" ? fine("The active sessions go by the workflow file that is here") : {
      message: `Session ${session}: the workflow file has changed since it was pinned`,
      fix: `orchestrator workflow reload --session ${session}${hint.root}`,
    },
  settings: ({ finding: { severity, session }, value, hint }) =>
    severity === "ok" ? fine("Every check has the settings that it names") : {
      message: `Session ${session}: no value for ${value("names")}, which is needed to check ${
        value("items")
      }; set it below "settings" in the workflow file, then`,
      fix: `orchestrator workflow reload --session ${session}${hint.root}`,
    },
  "declared-secrets": ({ finding: { severity, session, evidence }, value, word, hint }) =>
    severity === "ok" ? fine("The secrets that the active sessions declare are there") : {
      message: `Session ${session}: the secret ${value("name")} is in no source${
        evidence["items"] === "" ? "" : `, and ${value("items")} gets it`
      }`,
      fix: `orchestrator secrets set ${word("name")}${hint.root}`,
    },
  config: configText,
  trust: trustText,
};

function configText({ finding, value, word, hint }: FindingFacts): FindingWords {
  const { evidence } = finding;
  const key = String(evidence["key"] ?? "");
  const target = evidence["layer"] === "user" ? "--user" : `--repo${hint.root}`;
  const unset = `orchestrator config unset ${quoteWord(key)} ${target}`;
  switch (evidence["condition"]) {
    case "unreadable": {
      const line = evidence["line"] === null ? "" : `:${value("line")}:${value("column")}`;
      return {
        message: `${value("path")}${line} cannot be read: ${value("problem").replaceAll("_", " ")}`,
        fix: `cat -n ${word("path")}`,
      };
    }
    case "invalid":
      return {
        message: `The value of ${value("key")} from ${value("origin")} is not ${value("expected")}`,
        fix: evidence["layer"] === "environment" ? `unset ${variableName(key)}` : unset,
      };
    case "user_only":
      return {
        message: `${value("key")} in ${value("origin")} is ignored: no repository may set it`,
        fix: unset,
      };
    case "unknown_key":
      return {
        message: `Unknown key ${value("key")} in ${value("origin")}${
          evidence["near"] === null ? "" : `, did you mean ${value("near")}?`
        }`,
        fix: unset,
      };
    case "more":
      return {
        message: `${value("count")} more entries of ${value("path")} have no effect`,
        fix: `orchestrator config show${hint.root}`,
      };
    default:
      return fine("Every value of the configuration can be used");
  }
}

function trustText({ finding, value, word, hint }: FindingFacts): FindingWords {
  const { severity, session, evidence } = finding;
  if (session === null) return fine("No active session has a command to run");
  const about = `Session ${session}`;
  if (severity === "ok") {
    return fine(
      evidence["by"] === "none_needed"
        ? `${about}: it runs nothing that needs a grant`
        : `${about}: what it runs is granted here (${value("commands")})`,
    );
  }
  if (severity === "error") {
    const others = evidence["problem"] === "others can write it";
    return {
      message: `${about}: grants are not believed, because of ${value("path")}: ${
        value("problem")
      }`,
      fix: others ? `chmod go-w ${word("path")}` : `ls -ld ${word("path")}`,
    };
  }
  if (evidence["pin_differs"] === true) {
    return {
      message: `${about}: ORCHESTRATOR_TRUST names another list than ${value("hash")}`,
      fix: `orchestrator trust show --session ${session}${hint.root}`,
    };
  }
  return {
    message: `${about}: what it runs is not granted here (${
      value("commands")
    }); look at it with orchestrator trust show first`,
    fix: `orchestrator trust grant --session ${session}${hint.root}`,
  };
}
