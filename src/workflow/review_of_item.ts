const SUFFIX = "_review";

/**
 * The review type that an item stands for (`security_review` is `security`), or null. Review items
 * are ordinary items here: completing one is having done that review.
 */
export function reviewOfItem(item: string): string | null {
  if (!item.endsWith(SUFFIX) || item.length === SUFFIX.length) return null;
  return item.slice(0, -SUFFIX.length);
}
