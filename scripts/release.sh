#!/bin/sh
# Builds all that a release is made of into dist/release: an archive for each platform, SHA256SUMS, the
# installer that knows where they will lie, and the packages for npm. Publishes nothing.
#
#     scripts/release.sh --base URL [--npm-name NAME]
#
#     --base URL        where the release will lie, as install.sh has it: ".../releases"
#     --npm-name NAME   the name of the npm package, without it "orchestrator-cli"
#
# The version is that of deno.json. The runtime of each binary is Deno's own download, or nothing is
# built (exit code 69). Needs GNU tar, gzip and npm.
set -eu
ORCHESTRATOR_DENO_PINNED=1
export ORCHESTRATOR_DENO_PINNED
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
exec sh "$here/deno" run -A "$here/release.ts" "$@"
