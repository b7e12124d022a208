#!/bin/sh
# Installs orchestrator: one program, into a directory of yours. No root, no change of any profile.
#
#     install.sh [--version VERSION] [--dir DIRECTORY]
#
#     --version VERSION  the version to install; without it the latest one
#     --dir DIRECTORY    where to put the program; without it ~/.local/bin
#
# ORCHESTRATOR_DOWNLOAD_BASE says where releases lie: below it "download/vVERSION/" and
# "latest/download/" hold the archives and the file SHA256SUMS. A released copy of this script knows
# where it came from; elsewhere the variable must be set.
#
# Needs curl or wget, tar, gzip, and one of sha256sum, shasum and openssl. What is downloaded is checked
# before it is unpacked, and started once before it replaces anything.
#
# Exit codes: 0 installed, 1 failed, 2 wrong usage, 69 no build for this system or a tool is missing.

# A shell reads to the brace that fits this one before it does anything: a copy that was cut off on its
# way does nothing.
{

set -eu

main() {
  # A release writes its own place here.
  default_base=
  base=${ORCHESTRATOR_DOWNLOAD_BASE:-$default_base}
  version=
  directory=
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --dir)
        if [ $# -lt 2 ] || [ -z "$2" ]; then usage "\"$1\" needs a value"; fi
        if [ "$1" = --dir ]; then directory=$2; else version=${2#v}; fi
        shift 2
        ;;
      -h | --help)
        echo 'usage: install.sh [--version VERSION] [--dir DIRECTORY]'
        echo 'ORCHESTRATOR_DOWNLOAD_BASE=URL says where releases lie.'
        return 0
        ;;
      *) usage "cannot understand \"$1\"" ;;
    esac
  done
  case $version in
    *[!0-9A-Za-z.+-]*) usage "\"$version\" is no version" ;;
  esac
  [ -n "$base" ] || usage 'set ORCHESTRATOR_DOWNLOAD_BASE to the address of the releases'

  target=$(find_target)
  need tar
  need gzip
  find_tools
  choose_directory
  if [ -n "$version" ]; then
    from=${base%/}/download/v$version
  else
    from=${base%/}/latest/download
  fi
  archive=orchestrator-$target.tar.gz

  # In the directory itself: what is moved from there is moved in one step.
  work=$(mktemp -d "$directory/.orchestrator-install.XXXXXX") ||
    fail 1 "cannot write in $directory: name another directory with --dir"
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM

  say "Downloading $from/$archive"
  fetch "$from/SHA256SUMS" "$work/SHA256SUMS"
  fetch "$from/$archive" "$work/$archive"
  check
  (cd "$work" && gzip -dc "$archive" | tar -xf - orchestrator) ||
    fail 1 "cannot unpack $archive"
  chmod 755 "$work/orchestrator"
  installed=$("$work/orchestrator" --version) ||
    fail 1 'the downloaded program does not run on this system'
  mv -f "$work/orchestrator" "$directory/orchestrator"
  say "Installed $installed in $directory"
  hint
}

say() {
  printf '%s\n' "$*"
}

fail() {
  code=$1
  shift
  printf 'install.sh: %s\n' "$*" >&2
  exit "$code"
}

usage() {
  fail 2 "$*; usage: install.sh [--version VERSION] [--dir DIRECTORY]"
}

need() {
  command -v "$1" >/dev/null 2>&1 || fail 69 "$1 is needed, and it is not here"
}

# Prints the name that builds for this system have.
find_target() {
  system=$(uname -s)
  machine=$(uname -m)
  case $machine in
    x86_64 | amd64) cpu=x86_64 ;;
    aarch64 | arm64) cpu=aarch64 ;;
    *) fail 69 "there is no build for the processor $machine" ;;
  esac
  case $system in
    Linux)
      if is_musl; then
        fail 69 'there is no build for musl (Alpine): use an image with glibc, such as debian:stable-slim'
      fi
      say "$cpu-unknown-linux-gnu"
      ;;
    Darwin) say "$cpu-apple-darwin" ;;
    MINGW* | MSYS* | CYGWIN*)
      fail 69 'on Windows install the npm package, or unpack the archive of x86_64-pc-windows-msvc'
      ;;
    *) fail 69 "there is no build for $system" ;;
  esac
}

# Whether this Linux has musl and no glibc.
is_musl() {
  if command -v ldd >/dev/null 2>&1; then
    case $(ldd --version 2>&1) in
      *musl*) return 0 ;;
      *) return 1 ;;
    esac
  fi
  for file in /lib/ld-musl-*; do
    [ ! -e "$file" ] || return 0
  done
  return 1
}

# Finds what downloads and what checks.
find_tools() {
  if command -v curl >/dev/null 2>&1; then
    loader=curl
  elif command -v wget >/dev/null 2>&1; then
    loader=wget
  else
    fail 69 'curl or wget is needed, and neither is here'
  fi
  for summer in sha256sum shasum openssl none; do
    ! command -v "$summer" >/dev/null 2>&1 || break
  done
  [ "$summer" != none ] || fail 69 'sha256sum, shasum or openssl is needed, and none is here'
}

choose_directory() {
  if [ -z "$directory" ]; then
    if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ]; then
      fail 1 'there is no home directory: say where to install with --dir'
    fi
    directory=$HOME/.local/bin
  fi
  [ ! -d "$directory/orchestrator" ] || fail 1 "$directory/orchestrator is a directory"
  mkdir -p "$directory" 2>/dev/null || fail 1 "cannot make $directory: name another with --dir"
  directory=$(CDPATH='' cd -- "$directory" && pwd) || fail 1 "cannot enter $directory"
  [ -w "$directory" ] || fail 1 "cannot write in $directory: name another directory with --dir"
}

# Downloads $1 to the file $2.
fetch() {
  case $loader in
    curl) curl --fail --silent --show-error --location --retry 2 --output "$2" "$1" ;;
    wget) wget -q -O "$2" "$1" ;;
  esac || fail 1 "cannot download $1"
}

# Compares the archive with the list.
check() {
  wanted=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$archive\$/\1/p" "$work/SHA256SUMS")
  [ -n "$wanted" ] || fail 1 "SHA256SUMS does not list $archive: there is no such build"
  case $summer in
    sha256sum) found=$(sha256sum "$work/$archive") ;;
    shasum) found=$(shasum -a 256 "$work/$archive") ;;
    openssl) found=$(openssl dgst -sha256 -r "$work/$archive") ;;
  esac
  [ "${found%%[ *]*}" = "$wanted" ] ||
    fail 1 "the checksum of $archive is wrong: nothing was installed"
}

# Says what is left to do to find the program by its name.
hint() {
  case :${PATH:-}: in
    *:"$directory":*) say 'Next: orchestrator help' ;;
    *)
      say "Next: put it on your PATH, and that line into the profile of your shell:"
      say "  export PATH=\"$directory:\$PATH\""
      ;;
  esac
}

main "$@"

}
