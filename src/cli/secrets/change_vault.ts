import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import type { VaultFiles } from "../../secrets/vault_files.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository } from "../../session/lock_house.ts";
import { whileHeld } from "../../store/disposing.ts";
import { fail } from "../../store/failure.ts";
import { holdDirectory } from "../../store/lock.ts";
import { makePrivateDirectory } from "../../store/private_directory.ts";
import type { Bytes } from "../../stream/bytes.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { writerOf } from "../writer.ts";
import { vaultOf } from "./vaults.ts";

/** Runs a change of one vault while nobody else changes it. */
export async function whileVaultHeld<T>(
  call: Call,
  context: Context,
  place: Place,
  scope: VaultScope,
  change: (files: VaultFiles) => Promise<T>,
): Promise<T> {
  if (scope === "user") {
    const { config } = userDirectories(context.environment());
    if (config === null) throw fail("config.no_directory", {});
    makePrivateDirectory(config);
    return await whileHeld(holdDirectory(config), () => change(vaultOf(context, place, scope)));
  }
  requireHome(place);
  const writer = writerOf(call, context, place);
  await makeHouse(writer, await checkIdentity(context, place));
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    return change(vaultOf(context, place, scope));
  });
}

/** Unpredictable bytes. */
export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
