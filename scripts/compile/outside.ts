/** A module that the scripts of families load from a file beside them. */
export interface OutsideModule {
  /** As it is imported. */
  readonly specifier: string;
  /** Of its file, without ending. */
  readonly name: string;
  /** What the file is made from, in the directory `src/`; of a package, if it has none there. */
  readonly source: string | null;
}

/**
 * What is large and rarely needed. A module of ours that is loaded from outside has classes and caches
 * of its own, so that only data may pass between it and a script.
 */
export const OUTSIDE: readonly OutsideModule[] = [
  { specifier: "yaml", name: "yaml", source: null },
  {
    specifier: "./snapshot/auto_snapshot.ts",
    name: "auto_snapshot",
    source: "cli/snapshot/auto_snapshot.ts",
  },
];

/** The function by which a script loads one of them. */
export function loadFunction(): string {
  const files = OUTSIDE.map(({ name }) => `${name}: () => import("./${name}.js")`).join(", ");
  return `(name) => ({ ${files} })[name]()`;
}
