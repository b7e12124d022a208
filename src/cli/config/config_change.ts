import {
  type ChangedConfig,
  changeRepositoryConfig,
  changeUserConfig,
  type ConfigChange,
} from "../../config/change_config.ts";
import { KEYS } from "../../config/keys.ts";
import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository } from "../../session/lock_house.ts";
import type { Writer } from "../../session/writer.ts";
import { whileHeld } from "../../store/disposing.ts";
import { OrchestratorError } from "../../store/failure.ts";
import type { LockOptions } from "../../store/lock.ts";
import type { Call } from "../call.ts";
import type { ConfigTarget } from "./config_target.ts";
import type { Context } from "../context.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { writerOf } from "../writer.ts";

/** Changes one key of one file, durably. */
export async function changeConfig(
  call: Call,
  context: Context,
  place: Place,
  target: ConfigTarget,
  change: ConfigChange,
): Promise<ChangedConfig> {
  if (target === "user") {
    return await changeUserConfig(userDirectories(context.environment()).config, change);
  }
  requireHome(place);
  const writer = patientWriter(writerOf(call, context, place));
  await makeHouse(writer, await checkIdentity(context, place));
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    return await changeRepositoryConfig(place.home, change);
  });
}

/** A wrong value of `lock.timeout` must not be what stops the command that mends it. */
function patientWriter(writer: Writer): Writer {
  const lock = async (): Promise<LockOptions> => {
    try {
      return await writer.lock();
    } catch (error) {
      if (error instanceof OrchestratorError && error.failure.code === "config.invalid") {
        return { timeoutSeconds: KEYS["lock.timeout"].default, mode: "flock" };
      }
      throw error;
    }
  };
  return { ...writer, lock };
}
