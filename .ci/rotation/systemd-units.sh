#!/usr/bin/env bash
# The units of config/systemd are read by systemd itself, which complains of what it does not know; and a unit with a
# mistake is complained of. Needs systemd-analyze; says so, and is done, without it. Starts nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v systemd-analyze >/dev/null || { echo 'skipped: no program systemd-analyze; apt-get install systemd' && exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
verify() { systemd-analyze verify --man=no "$work/$1" 2>&1 | grep -F "$1" || true; } # it speaks of the host's own units, too

for unit in config/systemd/*.service; do
  name=${unit##*/}
  sed 's,/opt/thresher/thresher,/bin/true,; s,^User=thresher,User=daemon,' "$unit" >"$work/$name" # what is not on this host
  said=$(verify "$name")
  [[ -z $said ]] || { echo "FAILED: $name: $said" && exit 1; }
  sed 's,^TimeoutStopSec=.*,TimeoutStopSec=soon,' "$work/$name" >"$work/wrong-$name"
  [[ -n $(verify "wrong-$name") ]] || { echo "FAILED: a mistake in $name is not seen" && exit 1; }
  systemd-analyze security --offline=true "$work/$name" 2>/dev/null | tail -n 1 || true
  echo "$name is understood"
done
