import type { ResolvedSecret, SecretSource, SourceReport } from "./secret_source.ts";

/** What came of looking for a secret. */
export type Resolution =
  | { readonly kind: "found"; readonly secret: ResolvedSecret }
  /** No source has it; some could not be asked. */
  | { readonly kind: "missing"; readonly reports: readonly SourceReport[] };

/**
 * Takes a secret from the first source that has it. One that has it and does not open is an error: the
 * value of a later source would be another one.
 */
export async function resolveSecret(
  name: string,
  sources: readonly SecretSource[],
): Promise<Resolution> {
  const reports: SourceReport[] = [];
  for (const source of sources) {
    const presence = await source.has(name);
    if (presence.kind === "here" || presence.kind === "asks") {
      const from = presence.kind === "here" ? presence.from : "terminal";
      const value = await source.read(name);
      // Who is asked may have none.
      if (presence.kind === "here" || value.length > 0) {
        return { kind: "found", secret: { name, source: source.id, from, value } };
      }
    }
    reports.push({ source: source.id, presence });
  }
  return { kind: "missing", reports };
}

/** What every source says about a secret; the first that has it is the one that counts. */
export async function reportSources(
  name: string,
  sources: readonly SecretSource[],
): Promise<readonly SourceReport[]> {
  const reports: SourceReport[] = [];
  for (const source of sources) {
    reports.push({ source: source.id, presence: await source.has(name) });
  }
  return reports;
}
