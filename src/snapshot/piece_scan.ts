import type { KnownValues } from "../scrub/known_values.ts";
import { type CutLines, LineCutter } from "../scrub/line_cutter.ts";
import { type ScannedSecret, scanText } from "../scrub/secret_scanner.ts";
import { encodeText } from "../stream/bytes.ts";
import { paddingOf } from "../tar/entry.ts";
import { encodeEntryHeader } from "../tar/header_blocks.ts";
import { archiveEntries } from "./archive_entries.ts";
import { FoundSecrets, LIKELY_WITHIN } from "./found_secrets.ts";
import { formatManifest, type Manifest, MANIFEST_NAME } from "./manifest.ts";
import { SECRETS_NAME } from "./packed_secrets.ts";

/** A part of a file in a piece of the archive that is to be looked at as one text. */
export interface PiecePart {
  /** What of the file lies in earlier pieces and belongs to this text. */
  readonly before: Uint8Array;
  /** Where it goes on in the piece. */
  readonly from: number;
  readonly to: number;
}

/** A secret in a part of a piece; its line counted from where the text begins. */
export interface PartSecret extends ScannedSecret {
  /** Index of the part. */
  readonly part: number;
}

/** What of a piece is to be looked at, and what takes the secrets in it. */
export interface PieceParts {
  readonly parts: readonly PiecePart[];
  /** Whether to look for what only may be secret, too. */
  readonly likely: boolean;
  take(secrets: readonly PartSecret[]): void;
}

/** Where the text of a part begins. */
interface Origin {
  readonly name: string;
  /** In the file, in bytes. */
  readonly offset: number;
}

/** Where a file lies in the archive, in bytes. */
interface FilePlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** In bytes. */
const LEAST = 1_048_576;

/** Looks for secrets in the parts of a piece. */
export function scanPiece(
  piece: Uint8Array,
  parts: readonly PiecePart[],
  { known, likely }: { readonly known: KnownValues | null; readonly likely: boolean },
): readonly PartSecret[] {
  return parts.flatMap(({ before, from, to }, part) =>
    onceEach(scanText(before, piece.subarray(from, to), known, likely))
      .map(({ kind, line }) => ({ part, kind, line }))
  );
}

function onceEach(secrets: readonly ScannedSecret[]): readonly ScannedSecret[] {
  return [...new Map(secrets.map((one) => [`${one.line} ${one.kind}`, one])).values()];
}

/**
 * Tells what is to be looked at in each piece of an archive, so that every file is, and each line of
 * it as one text, whatever the pieces are cut through.
 */
export class PieceScan {
  readonly #places: readonly FilePlace[];
  readonly #least: number;
  /** What was found so far. */
  readonly found: FoundSecrets = new FoundSecrets();
  readonly #cutter = new LineCutter();
  #next = 0;
  #position = 0;

  /** @param least Less of a file, in bytes, is not looked at without what follows. */
  constructor(manifest: Manifest, least: number = LEAST) {
    this.#places = [...filePlaces(manifest)];
    this.#least = least;
  }

  /** Takes the next piece, which may change afterwards. */
  next(piece: Uint8Array): PieceParts {
    const parts: PiecePart[] = [];
    const origins: Origin[] = [];
    const end = this.#position + piece.length;
    let at = this.#places[this.#next];
    while (at !== undefined && at.start < end) {
      const from = Math.max(0, at.start - this.#position);
      const block = piece.subarray(from, at.end - this.#position);
      const isLast = at.end <= end;
      const cut = isLast ? { before: this.#cutter.end(), to: block.length } : this.#cut(block);
      if (cut !== null) {
        const { before, to } = cut;
        parts.push({ before, from, to: from + to });
        origins.push({ name: at.name, offset: this.#position + from - at.start - before.length });
      }
      if (!isLast) break;
      at = this.#places[++this.#next];
    }
    const likely = this.#position < LIKELY_WITHIN;
    this.#position = end;
    return { parts, likely, take: (secrets) => this.#take(secrets, origins) };
  }

  #cut(block: Uint8Array): CutLines | null {
    if (block.length >= this.#least) return this.#cutter.push(block);
    this.#cutter.keep(block);
    return null;
  }

  #take(secrets: readonly PartSecret[], origins: readonly Origin[]): void {
    for (const { part, kind, line } of secrets) {
      const { name, offset } = origins[part] ?? { name: "", offset: 0 };
      this.found.add({ name, kind, line: offset + line });
    }
  }
}

/** Where the files lie whose content is looked at: secrets that are there to be packed are not. */
function* filePlaces(manifest: Manifest): Generator<FilePlace> {
  const { length } = encodeText(formatManifest(manifest));
  const first = { kind: "file", name: MANIFEST_NAME, size: length } as const;
  let position = 0;
  for (const entry of [first, ...archiveEntries(manifest.files)]) {
    const { name, size, kind } = entry;
    const start = position + encodeEntryHeader({ ...entry, mtime: 0 }).length;
    const end = start + size;
    const isLooked = kind === "file" && size > 0 && name !== MANIFEST_NAME && name !== SECRETS_NAME;
    if (isLooked) yield { name, start, end };
    position = end + paddingOf(size);
  }
}
