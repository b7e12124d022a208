import type { SecretSource, SourceId } from "./secret_source.ts";

/** A source that is made when it is first asked, because that takes reading something. */
export function lazySource(id: SourceId, make: () => Promise<SecretSource>): SecretSource {
  let made: Promise<SecretSource> | null = null;
  const source = (): Promise<SecretSource> => made ??= make();
  return {
    id,
    has: async (name) => await (await source()).has(name),
    read: async (name) => await (await source()).read(name),
  };
}
