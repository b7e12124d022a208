/** Whether a variable says yes: empty, `0` and `false` count as not set. */
export function isSetVariable(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value.toLowerCase() !== "false";
}
