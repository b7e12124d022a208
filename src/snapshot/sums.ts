/** SHA-256 of one file of an archive. */
export interface FileSum {
  readonly name: string;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** Text of `SHA256SUMS`, as `sha256sum -c` reads it. */
export function formatSums(sums: readonly FileSum[]): string {
  return sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
}

/** Bytes of the text for files of these names. */
export function sumsLength(names: Iterable<string>): number {
  let length = 0;
  for (const name of names) length += 64 + 2 + new TextEncoder().encode(name).length + 1;
  return length;
}
