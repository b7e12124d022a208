import { type ConfigSources, readSetting } from "../../config/read_setting.ts";
import type { Place } from "../../repo/place.ts";
import { decodeAgeRecipient } from "../../seal/age_keys.ts";
import { MOST_RECIPIENTS } from "../../seal/header.ts";
import { ITERATIONS, type SealTarget } from "../../seal/recipient.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagList, hasFlag } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { mayAsk } from "../may_ask.ts";
import { askPassphrase } from "./ask_passphrase.ts";
import { keyAt, keyOfFlags, passphraseOfFlags } from "./key_files.ts";

/**
 * For whom a snapshot is sealed: all that flags name; without such a flag the passphrase in
 * `ORCHESTRATOR_PASSPHRASE`, else the user's `snapshot.recipients` and `snapshot.key_file`, else a
 * passphrase that is typed. Nobody with `--no-encrypt`.
 *
 * @throws `key.missing`, `usage`, `recipient.invalid`, and what reading keys throws
 */
export async function sealTargets(
  call: Call,
  context: Context,
  place: Place,
): Promise<readonly SealTarget[]> {
  const named = targetsOfFlags(call, context);
  if (hasFlag(call, "no-encrypt")) {
    if (named.length === 0) return [];
    const problem = "--no-encrypt excludes --to, --key-file and passphrases";
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (named.length > MOST_RECIPIENTS) {
    const problem = `a snapshot has at most ${MOST_RECIPIENTS} recipients, not ${named.length}`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (named.length > 0) return named;
  const sources = configurationOf(call, context, place);
  const standing = standingTargets(context, await standingRecipients(sources));
  return standing.length > 0 ? standing : [passphraseTarget(askedPassphrase(call, context))];
}

/** For whom the user's configuration has snapshots sealed. */
export interface StandingRecipients {
  /** Public keys. */
  readonly recipients: readonly string[];
  /** A file with a key; empty for none. */
  readonly keyFile: string;
}

/**
 * For whom a snapshot is sealed where the command line says nothing; empty where the environment and
 * the user's configuration say nothing either.
 *
 * @throws `recipient.invalid`, and what reading keys throws
 */
export function standingTargets(
  context: Context,
  { recipients, keyFile }: StandingRecipients,
): readonly SealTarget[] {
  const passphrase = context.env("ORCHESTRATOR_PASSPHRASE") || null;
  if (passphrase !== null) return [passphraseTarget(passphrase)];
  return [
    ...recipients.map(recipientTarget),
    ...(keyFile === "" ? [] : [{ type: "key", key: keyAt(context, keyFile) } as const]),
  ];
}

async function standingRecipients(sources: ConfigSources): Promise<StandingRecipients> {
  return {
    recipients: (await readSetting("snapshot.recipients", sources)).value,
    keyFile: (await readSetting("snapshot.key_file", sources)).value,
  };
}

/** The public key that a text names. @throws `recipient.invalid` */
export function recipientTarget(text: string): SealTarget {
  const publicKey = decodeAgeRecipient(text.trim());
  if (publicKey === null) throw fail("recipient.invalid", { text });
  return { type: "x25519", publicKey };
}

function targetsOfFlags(call: Call, context: Context): readonly SealTarget[] {
  const passphrase = passphraseOfFlags(call, context);
  const key = keyOfFlags(call, context);
  return [
    ...flagList(call, "to").map(recipientTarget),
    ...(key === null ? [] : [{ type: "key", key } as const]),
    ...(passphrase === null ? [] : [passphraseTarget(passphrase)]),
  ];
}

function passphraseTarget(passphrase: string): SealTarget {
  return { type: "passphrase", passphrase, iterations: ITERATIONS.default };
}

function askedPassphrase(call: Call, context: Context): string {
  if (!mayAsk(call, context)) {
    throw fail("key.missing", { purpose: "seal", command: call.entry.path });
  }
  return askPassphrase(call, context, true);
}
