import { ALPHANUMERIC, BASE64, BASE64URL, HEX, LOWER, type Random } from "./random.ts";

const WORDS =
  ("task risk desk disk ask index session token key secret password value field result " +
    "author authorize bearer header request response account access shared client server handler " +
    "config parser buffer stream reader writer lock journal stage commit branch merge rebase status " +
    "phase item gate check review approve advance finish start the of and with from into after before")
    .split(" ");

const TYPES = ["string", "number", "boolean", "Uint8Array", "readonly string[]", "Promise<void>"];
const HOSTS = [
  "example.com",
  "packages.example.org",
  "github.com",
  "localhost:8080",
  "10.0.0.7:5432",
];
const ENDINGS = [".ts", ".py", ".go", ".rs", ".json", ".md", ".yaml", ".lock"];

type Line = (random: Random) => string;

const word: Line = (r) => r.pick(WORDS);
const words = (r: Random, count: number): string =>
  Array.from({ length: count }, () => word(r)).join(" ");
const camel: Line = (r) => {
  const second = word(r);
  return word(r) + second.charAt(0).toUpperCase() + second.slice(1);
};
const snake: Line = (r) => `${word(r)}_${word(r)}`;
const kebab: Line = (r) => `${word(r)}-${word(r)}-${word(r)}`;
const path: Line = (r) => `src/${word(r)}/${snake(r)}${r.pick(ENDINGS)}`;
const hex = (r: Random, length: number): string => r.text(HEX, length);
const uuid: Line = (r) => `${hex(r, 8)}-${hex(r, 4)}-4${hex(r, 3)}-a${hex(r, 3)}-${hex(r, 12)}`;
const time: Line = (r) =>
  `2026-${r.between(10, 12)}-${r.between(10, 28)}T${r.between(10, 23)}:${r.between(10, 59)}:${
    r.between(10, 59)
  }.${r.between(100_000, 999_999)}Z`;

/** Kinds of lines that repositories, terminals and logs are full of. */
const LINES: readonly Line[] = [
  (r) => `import { ${camel(r)}, ${camel(r)} } from "./${snake(r)}.ts";`,
  (r) => `export function ${camel(r)}(${word(r)}: ${r.pick(TYPES)}): ${r.pick(TYPES)} {`,
  (r) => `  const ${camel(r)} = await ${camel(r)}(${word(r)}, { ${word(r)}: ${r.below(1000)} });`,
  (r) => `def ${snake(r)}(${word(r)}, ${word(r)}=None):  # ${words(r, 6)}`,
  (r) => `    if ${snake(r)}.${word(r)} != "${kebab(r)}": raise ValueError("${words(r, 4)}")`,
  (r) => `.${kebab(r)} > .sk-${kebab(r)} { margin: ${r.below(64)}px; color: #${hex(r, 6)}; }`,
  (r) => `func (s *${camel(r)}) ${camel(r)}(ctx context.Context) error { return s.${word(r)} }`,
  (r) => `  ${snake(r)}: "${words(r, 3)}"  # ${words(r, 4)}`,
  (r) => `${words(r, 12)}.`,
  (r) =>
    `The ${word(r)} ${word(r)} key is read from the ${word(r)} of the ${word(r)}; see ${path(r)}`,
  (r) => `commit ${hex(r, 40)}`,
  (r) => `index ${hex(r, 7)}..${hex(r, 7)} 100644`,
  (r) => `${hex(r, 64)}  ${path(r)}`,
  (r) => `${hex(r, 32)} *${path(r)}`,
  (r) => `${hex(r, 7)} ${words(r, 6)} (${word(r)}/${kebab(r)})`,
  (r) => `      "integrity": "sha512-${r.text(BASE64, 86)}==",`,
  (r) =>
    `      "resolved": "https://${r.pick(HOSTS)}/@${word(r)}/${kebab(r)}/-/${word(r)}-1.2.3.tgz",`,
  (r) => `digest: sha256:${hex(r, 64)}`,
  (r) => `data:image/png;base64,${r.text(BASE64, r.between(40, 300))}`,
  (r) => `id: ${uuid(r)}`,
  (r) => `{"id":"${uuid(r)}","trace":"${hex(r, 32)}","span":"${hex(r, 16)}"}`,
  (r) => `etag: W/"${r.text(BASE64URL, 27)}"`,
  (r) => `cursor=${r.text(BASE64URL, r.between(16, 60))}&limit=${r.below(100)}`,
  (r) => `${time(r)} INFO ${word(r)}.${word(r)}: ${words(r, 7)} in ${r.below(5000)} ms`,
  (r) => `${time(r)} WARN [${hex(r, 8)}] GET https://${r.pick(HOSTS)}/${word(r)}/${uuid(r)} 404`,
  (r) =>
    `10.0.${r.below(256)}.${r.below(256)} - - "POST /${word(r)}/${r.below(9999)} HTTP/1.1" 200`,
  (r) => `    at ${camel(r)} (file:///home/user/${path(r)}:${r.below(400)}:${r.below(80)})`,
  (r) =>
    `{"timestamp":"${time(r)}","event_type":"item_completed","workflow_id":"wf_${hex(r, 8)}",` +
    `"phase_id":"PLAN","item_id":"${snake(r)}","message":"${words(r, 5)}","details":{"notes":` +
    `"${words(r, 9)}"},"actor":"agent","seq":${r.below(100_000)},"prev":"${hex(r, 32)}"}`,
  (r) => `{"path":"${path(r)}","sha256":"${hex(r, 64)}","size":${r.below(1e6)},"mode":"0644"}`,
  (r) =>
    `export ${word(r).toUpperCase()}_${word(r).toUpperCase()}=\${${word(r).toUpperCase()}:-${
      word(r)
    }}`,
  (r) => `Authorization: Bearer $${word(r).toUpperCase()}_TOKEN`,
  (r) => `postgres://app:\${DB_PASSWORD}@${r.pick(HOSTS)}/${word(r)}`,
  (r) => `ssh://git@${r.pick(HOSTS)}/${word(r)}/${kebab(r)}.git`,
  (r) => `session 26${r.between(1000, 1231)}-${r.text("0123456789abcdefghjkmnpqrstvwxyz", 6)}`,
  (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.text(BASE64, 43)} ${word(r)}@${word(r)}`,
  (r) => `age1${r.text("qpzry9x8gf2tvdw0s3jn54khce6mua7l", 58)}`,
  (r) =>
    `npm_config_${snake(r)}=${word(r)} npm_lifecycle_event=${word(r)} hf_${snake(r)}_${snake(r)}`,
  (r) => `pk-${kebab(r)}-${kebab(r)} sk-${kebab(r)}-${kebab(r)}`,
  (r) => `${r.text(LOWER, r.between(3, 30))}=${r.text(ALPHANUMERIC, r.between(4, 64))}`,
];

/** So many lines without secrets, of every kind in turn. */
export function* ordinaryLines(random: Random, count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    yield (LINES[index % LINES.length] ?? word)(random);
  }
}
