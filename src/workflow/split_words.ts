/**
 * Splits a command line into words as Python's `shlex.split` does: blanks separate, single quotes
 * keep everything, double quotes keep all but `\"` and `\\`, a backslash outside of quotes keeps the
 * next character. Nothing is expanded. Null if a quote is not closed or the line ends in a backslash.
 */
export function splitWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: "'" | '"' | null = null;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quote !== null) {
      if (character === quote) {
        quote = null;
      } else if (quote === '"' && character === "\\" && /["\\]/.test(line.charAt(index + 1))) {
        word += line.charAt(++index);
      } else {
        word += character;
      }
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (character === "\\") {
      if (index + 1 === line.length) return null;
      word = (word ?? "") + line.charAt(++index);
    } else {
      word = (word ?? "") + character;
    }
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
}
