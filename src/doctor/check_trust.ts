import { dangerousEntries } from "../config/dangerous_entries.ts";
import { readRepositoryConfig } from "../config/read_config_file.ts";
import { otherRepository } from "../repo/other_repository.ts";
import { userDirectories } from "../repo/user_directories.ts";
import { commandList } from "../trust/command_list.ts";
import { checkGrant } from "../trust/grants.ts";
import { activeSessions } from "./active_sessions.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Whether what the active sessions may want to run is granted here. Runs nothing. */
export async function checkTrust(input: DoctorInput): Promise<readonly Finding[]> {
  const { place, env } = input;
  const sessions = await activeSessions(input);
  const settings = sessions.length === 0
    ? []
    : dangerousEntries(await readRepositoryConfig(place.home));
  const findings = sessions.map(({ id, fold }) => {
    const definition = fold.state.workflow_definition;
    const entries = [...(definition === null ? [] : commandList(definition)), ...settings];
    const { granted, by, hash, pinDiffers, unsafe } = checkGrant({
      home: place.home,
      tree: place.tree,
      repository: otherRepository(place),
      stateDirectory: userDirectories(env).state,
      entries,
      pin: env["ORCHESTRATOR_TRUST"] || null,
    });
    const evidence = { commands: entries.length, by, hash };
    if (granted) return found("trust", "ok", evidence, id);
    return unsafe === null
      ? found("trust", "note", { ...evidence, pin_differs: pinDiffers }, id)
      : found("trust", "error", { ...evidence, ...unsafe }, id);
  });
  return findings.length > 0 ? findings : [found("trust", "ok", { commands: 0 })];
}
