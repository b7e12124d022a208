import { readSetting } from "../../config/read_setting.ts";
import type { Identity } from "../../seal/recipient.ts";
import type { ClosedSnapshot } from "../../snapshot/open_snapshot.ts";
import { fail } from "../../store/failure.ts";
import { type Bytes, freeBytes } from "../../stream/bytes.ts";
import { loadZstdCodec } from "../../tar/zstd_codec.ts";
import { type Call, flagValue } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { mayAsk } from "../may_ask.ts";
import { placeOf } from "../place_of.ts";
import { askPassphrase } from "./ask_passphrase.ts";
import { keyAt, keyOfFlags, passphraseOfFlags, readIdentities } from "./key_files.ts";

/** Opens a snapshot and yields its tar. */
export type OpenKeys = (snapshot: ClosedSnapshot) => Promise<AsyncGenerator<Bytes>>;

/**
 * Opens snapshots with whatever the command line, the environment or a person gives for it. A person
 * is asked once, and what is on a descriptor is read once, however many snapshots there are.
 *
 * The function throws `key.missing`, `snapshot.locked`, `snapshot.damaged`, and what reading keys
 * throws.
 */
export function keysOnce(call: Call, context: Context): OpenKeys {
  let identities: readonly Identity[] | null = null;
  return async (snapshot) => {
    const codec = { ...await loadZstdCodec(), release: freeBytes };
    if (snapshot.form === "plain") return await snapshot.open([], codec);
    identities ??= await identitiesFor(call, context, snapshot.recipients);
    return await snapshot.open(identities, codec);
  };
}

/** Everything that is given to open a snapshot with, so that nobody has to be asked. */
export async function givenIdentities(
  call: Call,
  context: Context,
): Promise<readonly Identity[]> {
  const key = keyOfFlags(call, context);
  const passphrase = passphraseOfFlags(call, context) ??
    (context.env("ORCHESTRATOR_PASSPHRASE") || null);
  const named = flagValue(call, "identity");
  const isEnough = named !== null || key !== null || passphrase !== null;
  return [
    ...(named === null ? [] : readIdentities(context, named)),
    ...(isEnough ? [] : await identitiesOfSettings(call, context)),
    ...(key === null ? [] : [{ type: "key", key } as const]),
    // Last, because it is slow to try.
    ...(passphrase === null ? [] : [{ type: "passphrase", passphrase } as const]),
  ];
}

async function identitiesFor(
  call: Call,
  context: Context,
  recipients: readonly string[],
): Promise<readonly Identity[]> {
  const given = await givenIdentities(call, context);
  const wantsPassphrase = recipients.includes("passphrase");
  const opens = given.some(({ type }) => recipients.includes(type));
  if (opens || (given.length > 0 && !wantsPassphrase)) return given;
  if (!wantsPassphrase || !mayAsk(call, context)) {
    if (given.length > 0) return given;
    throw fail("key.missing", { purpose: "open", command: call.entry.path });
  }
  return [{ type: "passphrase", passphrase: askPassphrase(call, context, false) }];
}

/** What the user's configuration has to open snapshots with. */
async function identitiesOfSettings(call: Call, context: Context): Promise<readonly Identity[]> {
  const sources = configurationOf(call, context, placeOf(call, context));
  const { value: identity } = await readSetting("snapshot.identity", sources);
  const { value: keyFile } = await readSetting("snapshot.key_file", sources);
  return [
    ...(identity === "" ? [] : readIdentities(context, identity)),
    ...(keyFile === "" ? [] : [{ type: "key", key: keyAt(context, keyFile) } as const]),
  ];
}
