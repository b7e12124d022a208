/** Something that a command found or did besides its job; `cli` has the words. */
export type Notice =
  | {
    readonly kind: "torn_repaired";
    readonly session: string;
    readonly bytes: number;
    readonly quarantine: string;
  }
  /** Only of interest when timings are asked for. */
  | { readonly kind: "lock_waited"; readonly lock: string; readonly milliseconds: number }
  | { readonly kind: "suspect_repaired"; readonly session: string }
  | { readonly kind: "interrupted_finished"; readonly operation: string }
  | { readonly kind: "interrupted_undone"; readonly operation: string }
  | { readonly kind: "cache_not_written"; readonly session: string; readonly problem: string }
  | { readonly kind: "cache_dropped"; readonly session: string }
  | { readonly kind: "summary_not_written"; readonly session: string; readonly problem: string };
