import { type Bytes, encodeText } from "../stream/bytes.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import { encodeBase64Url } from "./base64url.ts";
import { LENGTHS, type Recipient } from "./recipient.ts";
import { bytesOf, recipientFromJson, recipientToJson } from "./recipient_json.ts";

/** What stands at the beginning of a sealed file. */
export interface Header {
  /** 32 bytes. */
  readonly salt: Bytes;
  /** Tells the right file key from any other. */
  readonly commit: Bytes;
  readonly recipients: readonly Recipient[];
}

/** In bytes. */
export const LONGEST_HEADER = 65_536;

/** How many recipients a file may have. */
export const MOST_RECIPIENTS = 16;

const VERSION = /^\{"v":(0|[1-9][0-9]{0,15})[,}]/;
const BACKSLASH = 0x5c;

/** The bytes of a header: JSON without white space, keys in the order of the format. */
export function encodeHeader({ salt, commit, recipients }: Header): Bytes {
  return encodeText(JSON.stringify({
    v: 1,
    salt: encodeBase64Url(salt),
    commit: encodeBase64Url(commit),
    recipients: recipients.map(recipientToJson),
  }));
}

/**
 * Reads a header that is written exactly as {@link encodeHeader} writes it.
 *
 * @throws `snapshot.newer` for another version, `snapshot.damaged` for anything else
 */
export function decodeHeader(bytes: Bytes): Header {
  const text = new TextDecoder("latin1").decode(bytes);
  const version = VERSION.exec(text)?.[1];
  if (version !== undefined && version !== "1") throw fail("snapshot.newer", { version });
  const isPlain = bytes.every((byte) => byte >= 0x21 && byte <= 0x7e && byte !== BACKSLASH);
  const value = isPlain && version === "1" ? parseCanonical(text) : null;
  if (value === null || Object.keys(value).join(",") !== "v,salt,commit,recipients") {
    throw refuse("not_canonical");
  }
  const { salt, commit, recipients } = value as Readonly<Record<string, unknown>>;
  const saltBytes = bytesOf(salt, LENGTHS.key);
  const commitBytes = bytesOf(commit, LENGTHS.key);
  if (saltBytes === null || commitBytes === null || !Array.isArray(recipients)) {
    throw refuse("not_canonical");
  }
  return { salt: saltBytes, commit: commitBytes, recipients: decodeRecipients(recipients) };
}

function decodeRecipients(values: readonly unknown[]): readonly Recipient[] {
  if (values.length === 0) throw refuse("no_recipient");
  if (values.length > MOST_RECIPIENTS) throw refuse("many_recipients");
  const recipients = values.map((value) => {
    const recipient = recipientFromJson(value);
    if (recipient === "shape") throw refuse("not_canonical");
    if (recipient === "cost") throw refuse("cost");
    return recipient;
  });
  if (recipients.filter(({ type }) => type === "passphrase").length > 1) {
    throw refuse("passphrases");
  }
  return recipients;
}

/** The object that a text spells in the one way there is; null for any other spelling. */
function parseCanonical(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    // A key that occurs twice is there only once after parsing, so this sees it too.
    const isCanonical = typeof value === "object" && value !== null && !Array.isArray(value) &&
      JSON.stringify(value) === text;
    return isCanonical ? value : null;
  } catch {
    return null;
  }
}

type Found = "not_canonical" | "no_recipient" | "many_recipients" | "passphrases" | "cost";

function refuse(found: Found): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "header", found } });
}
