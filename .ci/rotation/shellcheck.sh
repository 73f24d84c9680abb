#!/usr/bin/env bash
# The scripts, as ShellCheck reads them; installs it where that is possible.
set -euo pipefail
if ! command -v shellcheck >/dev/null && ((EUID == 0)); then
  apt-get -qq update && apt-get -qq install --no-install-recommends shellcheck
fi
command -v shellcheck >/dev/null || { echo 'skipped: no shellcheck'; exit 0; }
shellcheck --external-sources thresher launcher/*.sh .ci/run .ci/rotation/*.sh
