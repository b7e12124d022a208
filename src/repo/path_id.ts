const SHAPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * Whether an id (session, checkpoint, migration, template, secret, trash, worktree) may become a name
 * on disk: 1 to 64 of `A-Za-z0-9._-`, first one alphanumeric, no trailing dot, no reserved device name.
 */
export function isPathId(id: string): boolean {
  return SHAPE.test(id) && !id.endsWith(".") && !DEVICE.test(id);
}
