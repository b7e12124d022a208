import { MIGRATE_OPERATIONS } from "../migrate/operations.ts";
import { SESSION_OPERATIONS } from "../session/operations.ts";
import { IMPORT_OPERATION } from "../snapshot/import_operation.ts";
import type { OperationTable } from "../store/journal.ts";
import { initMoves } from "./init/init_operation.ts";
import { uninstallMoves } from "./uninstall/uninstall_operation.ts";

/** Every operation of several renames: the closed set that a journal may name. */
export const OPERATIONS: OperationTable = new Map([
  ...SESSION_OPERATIONS,
  ...MIGRATE_OPERATIONS,
  ["init", initMoves],
  IMPORT_OPERATION,
  ["uninstall", uninstallMoves],
]);
