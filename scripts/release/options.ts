/** A command line of the release script that cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a release needs to be told. */
export interface ReleaseOptions {
  /** Address below which the release will lie, without a slash at its end. */
  readonly base: string;
  /** Name of the npm package. */
  readonly npmName: string;
}

/** What an npm package may be called, with or without a scope. */
const NPM_NAME = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/** Reads the arguments of the release script. */
export function parseReleaseOptions(args: readonly string[]): ReleaseOptions {
  let base: string | undefined;
  let npmName = "orchestrator-cli";
  for (let at = 0; at < args.length; at += 2) {
    const [flag = "", value] = args.slice(at);
    if (flag !== "--base" && flag !== "--npm-name") {
      throw new UsageError(`Cannot understand "${flag}"`);
    }
    if (value === undefined || value === "") throw new UsageError(`"${flag}" needs a value`);
    if (flag === "--base") base = value.replace(/\/+$/, "");
    else npmName = value;
  }
  if (base === undefined) {
    throw new UsageError('"--base URL" is missing: where the release will lie');
  }
  // It is written into a shell script, between quotes.
  if (!/^https?:\/\/[A-Za-z0-9._~:\/%@+-]+$/.test(base)) {
    throw new UsageError(`"${base}" is no plain http address`);
  }
  if (!NPM_NAME.test(npmName)) throw new UsageError(`"${npmName}" is no name of an npm package`);
  return { base, npmName };
}
