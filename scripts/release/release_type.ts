/** What a release is made from and where it goes. */
export interface Release {
  readonly repository: string;
  /** Directory with one binary for each target. */
  readonly binaries: string;
  readonly out: string;
  /** Address below which it will lie. */
  readonly base: string;
  readonly npmName: string;
  readonly version: string;
}
