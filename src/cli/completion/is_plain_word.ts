/**
 * Whether a text can stand on a command line as it is, in every shell: letters, digits and a few signs
 * that no shell gives a meaning to. An id that cannot is not offered.
 */
export function isPlainWord(text: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.+/-]*$/u.test(text) && text.length <= 128;
}
