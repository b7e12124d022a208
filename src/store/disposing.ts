/**
 * Runs a function with a resource and closes the resource afterwards, whatever happens.
 *
 * `using` is not used in this program: the bundler's minifier inlines such a variable where it is read
 * once, and the resource is then never closed (seen with Deno 2.7.11).
 */
export function disposing<R extends Disposable | null, T>(
  resource: R,
  use: (resource: R) => T,
): T {
  try {
    return use(resource);
  } finally {
    resource?.[Symbol.dispose]();
  }
}

/** The same for a resource that takes time to get and for work that takes time. */
export async function whileHeld<R extends Disposable, T>(
  resource: Promise<R>,
  use: (resource: R) => T | Promise<T>,
): Promise<T> {
  const held = await resource;
  try {
    return await use(held);
  } finally {
    held[Symbol.dispose]();
  }
}
