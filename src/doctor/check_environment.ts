import { detectEnvironment, TELLING_FILES } from "../repo/environment.ts";
import { type Mount, readMounts } from "../repo/mounts.ts";
import { userDirectories } from "../repo/user_directories.ts";
import { conditionOfHome } from "../repo/user_home.ts";
import { OrchestratorError } from "../store/failure.ts";
import { isThere } from "../store/is_there.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Where this runs, and what does not last or cannot be kept there. */
export async function checkEnvironment(input: DoctorInput): Promise<readonly Finding[]> {
  return [place(input), home(input, await readMounts())];
}

function place({ env }: DoctorInput): Finding {
  try {
    const files = new Set(TELLING_FILES.filter(isThere));
    const { kind, ephemeral, reasons } = detectEnvironment({ env, files });
    const because = reasons[0]?.sign ?? null;
    const evidence = { condition: "place", kind, ephemeral, because };
    return found("environment", ephemeral ? "note" : "ok", evidence);
  } catch (error) {
    if (!(error instanceof OrchestratorError) || error.failure.code !== "config.invalid") {
      throw error;
    }
    const { key, value, expected } = error.failure.facts;
    return found("environment", "error", { condition: "unknown", key, value, expected });
  }
}

function home({ env }: DoctorInput, mounts: readonly Mount[]): Finding {
  const path = userDirectories(env).home;
  const rights = conditionOfHome(path, mounts);
  const severity = rights === "writable" ? "ok" : "note";
  return found("environment", severity, { condition: "home", path, rights });
}
