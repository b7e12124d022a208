/** Directories of one test, without links in their paths. */
export interface Places extends Disposable {
  readonly root: string;
  readonly home: string;
  readonly tree: string;
  readonly stateDirectory: string;
  /** The home is the repository. */
  readonly repository: null;
}

/** Makes a home and a tree; the state directory does not exist yet. */
export function makePlaces(): Places {
  const root = Deno.realPathSync(Deno.makeTempDirSync());
  const [home, tree, user] = [`${root}/home`, `${root}/tree`, `${root}/user`];
  for (const directory of [home, tree, user]) {
    Deno.mkdirSync(directory, { mode: 0o700 });
  }
  return {
    root,
    home,
    tree,
    repository: null,
    stateDirectory: `${user}/state/orchestrator`,
    [Symbol.dispose]: () => Deno.removeSync(root, { recursive: true }),
  };
}
