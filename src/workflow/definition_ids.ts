// Nearly every id is plain, and to compile the patterns for all scripts costs half a millisecond.
const PLAIN_PHASE = /^[A-Z][A-Z0-9_ -]*$/;
const PLAIN_ITEM = /^[A-Za-z0-9][A-Za-z0-9_]*$/;

/**
 * Whether a text may be the id of a phase: at least one upper-case letter and no lower-case or
 * title-case one (`A-B C` and `PHASE_2` may), nothing that cannot be printed on one line.
 */
export function isPhaseId(id: string): boolean {
  if (PLAIN_PHASE.test(id)) return true;
  return /\p{Uppercase}/u.test(id) && !/[\p{Lowercase}\p{Lt}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(id);
}

/** Whether a text may be the id of an item: letters and digits of any script and underscores. */
export function isItemId(id: string): boolean {
  if (PLAIN_ITEM.test(id)) return true;
  return /^[\p{L}\p{N}_]+$/u.test(id) && /[^_]/.test(id);
}
