import type {
  ManifestProblem,
  NameProblem,
  SessionProblem,
  SnapshotProblem,
} from "../../store/snapshot_problem.ts";

/** Words why a snapshot is refused: what follows "the snapshot is refused: ". Not escaped. */
export function snapshotProblemText(problem: SnapshotProblem): string {
  switch (problem.kind) {
    case "no_snapshot":
      return "it does not begin like a snapshot";
    case "cut":
      return "it is cut off";
    case "header":
      return HEADER[problem.found];
    case "mac":
      return "its header is not the one that was sealed";
    case "chunk":
      return `chunk ${problem.index + 1} is damaged, cut off, or not the one that was sealed there`;
    case "chunk_count":
      return "it has too many chunks";
    case "age":
      return "age cannot open it: it is damaged or cut off";
    case "secrets":
      return "the secrets in it are not written as they have to be";
    case "empty":
      return "there is nothing in it";
    case "frame":
      return `block ${problem.index + 1} of its compressed data ${FRAME[problem.found]}`;
    case "expansion":
      return `it expands to more than ${problem.limit} times its size`;
    case "archive":
      return ARCHIVE[problem.found];
    case "entries":
      return `it has more than ${problem.limit} files and directories`;
    case "type":
      return `"${problem.name}" in it is neither a file nor a directory (type "${problem.type}")`;
    case "name":
      return `the name "${problem.name}" in it ${NAME[problem.found]}`;
    case "manifest":
      return manifestText(problem.place, problem.found);
    case "content":
      return `"${problem.name}" in it is not the file that its SHA256SUMS names`;
    case "sums":
      return "its SHA256SUMS does not list exactly its files";
    case "session":
      return `session ${problem.session} in it ${SESSION[problem.found]}`;
  }
}

type FoundIn<K extends SnapshotProblem["kind"]> = Extract<
  SnapshotProblem,
  { readonly kind: K; readonly found: string }
>["found"];

const HEADER: Readonly<Record<FoundIn<"header">, string>> = {
  long: "its header is longer than 64 KiB",
  not_canonical: "its header is not written as it has to be",
  no_recipient: "it has no recipient",
  many_recipients: "it has more than 16 recipients",
  passphrases: "it has more than one passphrase",
  cost: "its passphrase costs less than 600000 or more than 10000000 iterations",
};

const FRAME: Readonly<Record<FoundIn<"frame">, string>> = {
  cut: "is cut off",
  malformed: "is not zstd, or is damaged",
  window: "asks for too much memory",
  large: "is too large",
  length: "has another length than it should",
};

const ARCHIVE: Readonly<Record<FoundIn<"archive">, string>> = {
  cut: "the archive in it is cut off",
  checksum: "the archive in it is damaged, or is no tar",
  not_canonical: "the archive in it is not written as it has to be",
  pax: "the archive in it has an extended header that it must not have",
  more: "there is something after the end of the archive in it",
  order: "the files in it are not in order",
};

const NAME: Readonly<Record<NameProblem, string>> = {
  empty: "is empty, or has an empty part",
  not_text: "is not UTF-8",
  not_nfc: "is not in the normal form NFC",
  absolute: "is absolute",
  dots: 'has "." or ".." as a part',
  backslash: "has a backslash",
  colon: "has a colon",
  control: "has a control character",
  trailing: "has a part that ends with a dot or a space",
  device: "has a part that is a device on Windows",
  long_segment: "has a part of more than 255 bytes",
  long: "has more than 1024 bytes",
  deep: "has more than 32 parts",
  taken: "meets another one where case does not count",
};

const MANIFEST: Readonly<Record<ManifestProblem, string>> = {
  absent: "is not its first file",
  large: "is larger than 32 MiB",
  not_json: "is not JSON in UTF-8",
  invalid: "is not as it has to be",
  not_listed: "does not list what is in the archive",
  not_in_archive: "lists what is not in the archive",
  other_size: "gives another size than the archive",
};

const SESSION: Readonly<Record<SessionProblem, string>> = {
  not_listed: "is not listed in its manifest.json",
  no_base: "has no base.json",
  base: "has a base.json that is none",
  log: "has a log that is not whole",
  other_end: "has a log that does not end where its manifest.json says",
};

function manifestText(place: string, found: ManifestProblem): string {
  return `its manifest.json ${MANIFEST[found]}${place === "" ? "" : `: ${place}`}`;
}
