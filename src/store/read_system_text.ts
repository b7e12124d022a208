/** Text of a file that the kernel makes up (below `/proc`); null where there is none. */
export function readSystemText(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null;
  }
}
