/** What the user decides. */
export interface PlanOptions {
  /** Which of two files of one purpose wins; null: the contained one. */
  readonly force: "old" | "new" | null;
  /** Files of nobody that are taken along. */
  readonly include: ReadonlySet<string> | "all";
  /** Files of nobody that are not spoken of again. */
  readonly ignore: ReadonlySet<string>;
  /** Files with secrets move to the backup, because their values are in the vault. */
  readonly moveSecrets: boolean;
  /** `WORKFLOW_SALT`: how the predecessor named workflows in the anonymous feedback. */
  readonly salt: string | undefined;
}

/** The plan of a user who has decided nothing. */
export const DEFAULT_OPTIONS: PlanOptions = {
  force: null,
  include: new Set(),
  ignore: new Set(),
  moveSecrets: false,
  salt: undefined,
};
