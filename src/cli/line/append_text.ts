/**
 * A file of the user with a text after it, a blank line between: every byte stays, a last line without
 * an end gets one, and the text gets the line ends that the file has.
 *
 * @param text Lines that end with LF.
 */
export function appendText(before: Uint8Array, text: string): Uint8Array {
  const known = new TextDecoder().decode(before);
  const end = /^[^\n]*\r\n/.test(known) ? "\r\n" : "\n";
  const gap = known === "" ? "" : known.endsWith("\n") ? end : end + end;
  const added = new TextEncoder().encode(gap + text.replaceAll("\n", end));
  const whole = new Uint8Array(before.length + added.length);
  whole.set(before);
  whole.set(added, before.length);
  return whole;
}
