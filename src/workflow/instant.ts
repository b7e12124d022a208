/** Milliseconds of the time of an event; one of the predecessor's without a zone is UTC. NaN if it is none. */
export function instant(time: string): number {
  return Date.parse(/(?:[zZ]|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}
