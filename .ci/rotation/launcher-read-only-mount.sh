#!/usr/bin/env bash
# The first start from a checkout that the kernel lets nobody write, root included: built by Maven in the user's
# cache directory, the checkout untouched. Needs root, for the mount.
set -euo pipefail
if ((EUID != 0)); then echo 'skipped: needs root'; exit 0; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/checkout"
git archive HEAD | tar -x -C "$scratch/checkout"

# shellcheck disable=SC2016 # the inner shell expands
unshare --mount sh -eu -c '
  mount --bind "$1/checkout" "$1/checkout"
  mount -o remount,ro,bind "$1/checkout"
  if touch "$1/checkout/x" 2>/dev/null; then echo "the mount is writable"; exit 1; fi
  XDG_CACHE_HOME="$1/cache" "$1/checkout/thresher" --version
  XDG_CACHE_HOME="$1/cache" "$1/checkout/thresher" --version 2>"$1/second"
  if [ -s "$1/second" ]; then echo "the second start said:"; cat "$1/second"; exit 1; fi
' sh "$scratch"
ls -d "$scratch"/cache/thresher/dist/*/lib
