const NAME = /\.(?:orcsnap|tar\.zst|tar\.zst\.age)$/;

/** Whether a file is called as snapshots are. */
export function isSnapshotFile(name: string): boolean {
  return NAME.test(name);
}
