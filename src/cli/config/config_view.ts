import type { ConfigFile } from "../../config/config_file.ts";
import { dangerousEntries } from "../../config/dangerous_entries.ts";
import { type Key, keyDefinition } from "../../config/keys.ts";
import { readRepositoryConfig, readUserConfig } from "../../config/read_config_file.ts";
import { type Candidate, resolveKey, winnerOf } from "../../config/resolve_key.ts";
import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { readSession } from "../../session/read_session.ts";
import { OrchestratorError } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import { chooseIfAny } from "../chosen_session.ts";
import type { ConfigTarget } from "./config_target.ts";
import { warnOfFile } from "./config_warnings.ts";
import { configurationOf } from "./configuration.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { trustOf } from "../trust/trust_of.ts";

/** All layers of the configuration, read for showing them. */
export interface ConfigView {
  readonly repository: ConfigFile;
  readonly user: ConfigFile;
  /** What each layer says of a key, the winner among them. */
  candidates(key: Key): readonly Candidate[];
}

/** Reads all layers; files that cannot be read are left out with a warning. */
export async function configView(call: Call, context: Context, place: Place): Promise<ConfigView> {
  const sources = configurationOf(call, context, place);
  const [repository, user] = [await sources.repository(), await sources.user()];
  for (const file of [repository, user]) warnOfFile(context, file);
  const granted = dangerousEntries(repository).length > 0 &&
    await isGranted(call, context, place);
  const { env } = sources;
  return {
    repository,
    user,
    candidates: (key) => resolveKey(key, { flag: null, env, repository, user, granted }),
  };
}

/** Dangerous keys are part of the list of a session, so that without one they are not granted. */
async function isGranted(call: Call, context: Context, place: Place): Promise<boolean> {
  try {
    const { chosen } = await chooseIfAny(call, context, place);
    if (chosen === null) return false;
    const { fold } = await readSession(place.home, chosen.id);
    return (await trustOf(call, context, place, fold)).check.granted;
  } catch (error) {
    // A session that cannot be read grants nothing, and says so where it is asked for.
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}

/** What has to be said after a key of a file was changed: that it is not this file that counts. */
export async function effectiveNotes(
  context: Context,
  place: Place,
  key: Key,
  target: ConfigTarget,
): Promise<readonly string[]> {
  const env = context.environment();
  const files = {
    repository: await readRepositoryConfig(place.home),
    user: await readUserConfig(userDirectories(env).config),
  };
  const winner = winnerOf(resolveKey(key, { flag: null, env, ...files, granted: true }));
  const isHere = winner.layer === target || winner.layer === "default";
  const isDangerous = keyDefinition(key).class === "dangerous" && target === "repository";
  return [
    ...(isHere ? [] : [`note: ${escapeLine(winner.origin)} wins over this file`]),
    ...(isDangerous && winner.layer === target
      ? ["note: it counts only once it is granted: orchestrator trust grant"]
      : []),
  ];
}
