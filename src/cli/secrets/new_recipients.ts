import { userDirectories } from "../../repo/user_directories.ts";
import { ITERATIONS, type SealTarget } from "../../seal/recipient.ts";
import { ensureKeyFile, type OwnKey } from "../../secrets/key_file.ts";
import { fail, OrchestratorError, problemOfFailure } from "../../store/failure.ts";
import { type Call, flagList, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { environmentOf } from "../environment_of.ts";
import { escapeLine } from "../escape.ts";
import { mayAsk } from "../may_ask.ts";
import { environmentWords } from "../render/environment_words.ts";
import { askPassphrase } from "../snapshot/ask_passphrase.ts";
import { recipientTarget } from "../snapshot/seal_targets.ts";
import { randomBytes } from "./change_vault.ts";
import { passphraseOfFlags } from "../snapshot/key_files.ts";
import { givenPassphrase } from "./unlock_vault.ts";

/** For whom a vault is to be sealed. */
export interface NewRecipients {
  readonly targets: readonly SealTarget[];
  /** The user's key file, where that is one of them. */
  readonly ownKey: OwnKey | null;
}

/** When the user's key file opens a new vault beside a passphrase. */
export type BesidePassphrase = "if_asked_for" | "if_possible";

/**
 * For whom a new vault is sealed: the public keys and the passphrase that flags or the environment give,
 * and the user's key file, which is made if it is missing; with a passphrase only as `beside` says.
 *
 * @throws `recipient.invalid`, `vault.no_key_place`, `passphrase.mismatch`, and what reading keys throws
 */
export function recipientsOfNew(
  call: Call,
  context: Context,
  beside: BesidePassphrase,
): NewRecipients {
  const passphrase = hasFlag(call, "passphrase")
    ? namedPassphrase(call, context)
    : givenPassphrase({ call, context });
  if (passphrase !== null && beside === "if_possible") {
    return recipients(call, passphrase, ownKeyIfPossible(context));
  }
  const wantsKey = passphrase === null || hasFlag(call, "key-file");
  return recipients(call, passphrase, wantsKey ? ownKey(context) : null);
}

/** Whom the flags of a command line name, nobody without one. Throws as {@link recipientsOfNew}. */
export function namedRecipients(call: Call, context: Context): NewRecipients {
  const key = hasFlag(call, "key-file") ? ownKey(context) : null;
  return recipients(call, namedPassphrase(call, context), key);
}

/** The warning that a key file has just been made where it will not last; none otherwise. */
export function keyNotices(context: Context, key: OwnKey | null): readonly string[] {
  if (key === null || !key.made) return [];
  const path = escapeLine(key.path);
  const { ephemeral, kind } = environmentOf(context);
  return [
    `note: the key is in ${path}: nothing else opens the vault, so keep a copy of it`,
    ...(ephemeral
      ? [
        `warning: this looks like ${
          environmentWords(kind)
        }, where your home directory goes when it ends, and the key with it. A passphrase lasts: orchestrator secrets init --passphrase-file FILE`,
      ]
      : []),
  ];
}

function recipients(call: Call, passphrase: string | null, key: OwnKey | null): NewRecipients {
  return {
    targets: [
      ...(key === null ? [] : [{ type: "key", key: key.key } as const]),
      ...flagList(call, "to").map(recipientTarget),
      ...(passphrase === null
        ? []
        : [{ type: "passphrase", passphrase, iterations: ITERATIONS.default } as const]),
    ],
    ownKey: key,
  };
}

function namedPassphrase(call: Call, context: Context): string | null {
  const given = passphraseOfFlags(call, context);
  if (!hasFlag(call, "passphrase")) return given;
  if (given !== null) {
    const problem = "--passphrase asks for one, and another flag gives one";
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (!mayAsk(call, context)) {
    const problem =
      "--passphrase asks on a terminal, and there is none: use --passphrase-file or --passphrase-fd";
    throw fail("usage", { problem, command: call.entry.path });
  }
  return askPassphrase(call, context, true);
}

function ownKeyIfPossible(context: Context): OwnKey | null {
  try {
    return ownKey(context);
  } catch (error) {
    if (error instanceof OrchestratorError && error.failure.code === "vault.no_key_place") {
      return null;
    }
    throw error;
  }
}

/** @throws `vault.no_key_place` */
function ownKey(context: Context): OwnKey {
  const { config } = userDirectories(context.environment());
  if (config === null) throw fail("vault.no_key_place", { path: null, problem: "HOME is not set" });
  try {
    return ensureKeyFile(config, randomBytes);
  } catch (error) {
    const isPlace = error instanceof OrchestratorError &&
      (error.failure.code === "file.not_created" || error.failure.code === "io");
    if (!isPlace) throw error;
    throw fail("vault.no_key_place", { path: config, problem: problemOfFailure(error.failure) });
  }
}
