/** Whether something is at a path, as far as it can be seen; links are followed. */
export function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
