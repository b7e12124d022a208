/**
 * To which classes each ASCII character belongs, by its code.
 *
 * @param members The bit of each class and the characters in it; one may be in several.
 */
export function asciiClasses(
  members: readonly (readonly [bit: number, characters: string])[],
): Uint8Array {
  const classes = new Uint8Array(128);
  for (const [bit, characters] of members) {
    for (let index = 0; index < characters.length; index++) {
      const code = characters.charCodeAt(index);
      classes[code] = (classes[code] ?? 0) | bit;
    }
  }
  return classes;
}
