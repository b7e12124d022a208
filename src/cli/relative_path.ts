/** An absolute path as somebody standing in `from` would type it. Both without trailing slash. */
export function relativePath(path: string, from: string): string {
  const wanted = path.split("/");
  const here = from.split("/");
  let common = 0;
  while (common < here.length && wanted[common] === here[common]) common++;
  // Only the root in common: the way up would be longer than the path.
  if (common <= 1) return path;
  return [...here.slice(common).map(() => ".."), ...wanted.slice(common)].join("/") || ".";
}
