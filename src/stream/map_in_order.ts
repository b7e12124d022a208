/**
 * Applies an asynchronous function to each element, up to `inFlight` of them at a time, and yields the
 * results in the order of the elements. After a failure no further element is taken, and what is
 * still under way is waited for.
 */
export async function* mapInOrder<A, B>(
  elements: AsyncIterable<A>,
  inFlight: number,
  apply: (element: A) => Promise<B>,
): AsyncGenerator<B> {
  const underWay: Promise<B>[] = [];
  try {
    for await (const element of elements) {
      const result = apply(element);
      // A failure is thrown when its turn comes, not when it happens.
      result.catch(() => {});
      underWay.push(result);
      if (underWay.length >= inFlight) yield await nextOf(underWay);
    }
    while (underWay.length > 0) yield await nextOf(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** The oldest result; a Promise in the array keeps its place until it is settled. */
async function nextOf<B>(underWay: Promise<B>[]): Promise<B> {
  const result = await underWay[0];
  underWay.shift();
  return result as B;
}
