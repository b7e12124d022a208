/** In a part a module has no address: what asks for it is given this function. */
const ADDRESS_FUNCTION = "WORKER_ADDRESS";
const OWN_ADDRESS = "import.meta.url";

/** As a bundler writes them, all at the beginning. */
const IMPORT = /^import(?:\{([^{}]*)\}from)?"([^"]+)";/;
/** But for those of the runtime's own modules, which stay with the module that they were in. */
const LATER_IMPORT = /(?<=[;}])import\{([^{}]*)\}from"(node:[a-z_/]+)";/g;
/** As it writes it, once and at the end; the licences of libraries follow. */
const EXPORT = /\bexport\{([^{}]*)\};(?=[^;]*$)/;

/**
 * Turns a bundled module into an expression: a function of `require`, which gives what another part
 * exports; `module`, whose `exports` it sets; `load`, which loads parts later; and, if it starts workers,
 * of what gives the address of what they run.
 *
 * What is imported is bound once. That is enough where modules do not load each other in a circle, which
 * those of one bundle do not, and export nothing that changes afterwards.
 *
 * @throws {RangeError} The module is not as a bundler writes it, or has a character that is not ASCII.
 */
export function partOf(module: string): string {
  let rest = module.trim();
  const lines = ['"use strict";'];
  for (let found = IMPORT.exec(rest); found !== null; found = IMPORT.exec(rest)) {
    const [all, names, file = ""] = found;
    const required = `require(${JSON.stringify(partName(file))});`;
    lines.push(names === undefined ? required : `const{${pairsOf(names, 0)}}=${required}`);
    rest = rest.slice(all.length);
  }
  const code = rest
    .replaceAll(LATER_IMPORT, (_, names: string, file: string) => {
      lines.push(`const{${pairsOf(names, 0)}}=require(${JSON.stringify(file)});`);
      return "";
    })
    .replace(EXPORT, (_, names: string) => `module.exports={${pairsOf(names, 1)}};`)
    .replaceAll(
      /\bimport\("([^"]+)"\)/g,
      (_, file: string) => `load(${JSON.stringify(partName(file))})`,
    )
    .replaceAll(OWN_ADDRESS, `${ADDRESS_FUNCTION}()`);
  if (/^import\b|\bimport(?:[({]|\.meta\b)|\bexport\{/.test(code)) {
    throw new RangeError("A part has an import or export that is not as a bundler writes it");
  }
  const body = lines.join("") + code;
  // With one other character V8 takes two bytes for each.
  if (/[^\0-\x7f]/.test(body)) throw new RangeError("A part is not ASCII");
  const more = body.includes(ADDRESS_FUNCTION) ? `,${ADDRESS_FUNCTION}` : "";
  return `(function(require,module,load${more}){${body}})`;
}

/** The members of an object or a pattern, for a list such as `a,b as c`. @param key Which is the key. */
function pairsOf(list: string, key: 0 | 1): string {
  return list.split(",").filter((item) => item !== "").map((item) => {
    const names = item.split(" as ");
    const [name, value] = [names.at(key === 0 ? 0 : -1), names.at(key === 0 ? -1 : 0)];
    return name === value ? name : `${name}:${value}`;
  }).join(",");
}

/** What a bundler calls a file beside the module is a part; everything else has its own name. */
function partName(file: string): string {
  return file.replace(/^\.\/(.+)\.js$/, "$1");
}
