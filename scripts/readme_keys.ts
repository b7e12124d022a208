/** Writes the table of configuration keys into README.md. Format the file afterwards. */
import { replaceTable } from "./bench/readme.ts";
import { keysTable } from "./readme/keys_table.ts";

const path = new URL("../README.md", import.meta.url);
const readme = Deno.readTextFileSync(path);
Deno.writeTextFileSync(path, replaceTable(readme, keysTable(), "keys"));
