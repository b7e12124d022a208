/** Bytes of the archive in every frame but the last. */
export const PIECE_LENGTH = 4_194_304;

/** In bytes; what cannot be compressed grows by much less. */
export const LARGEST_FRAME: number = PIECE_LENGTH + 65_536;

/** How far an archive may expand. */
export const EXPANSION = { times: 500, freeBytes: 64 * 1024 * 1024 } as const;

/** Whether so many bytes may come out of so many. */
export function mayExpand(from: number, to: number): boolean {
  return to <= EXPANSION.freeBytes || to <= from * EXPANSION.times;
}
