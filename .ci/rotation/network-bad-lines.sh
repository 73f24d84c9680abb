#!/usr/bin/env bash
# Lost packets and thin lines.
set -euo pipefail
if ! command -v iptables >/dev/null; then
  apt-get -qq update && apt-get -qq install --no-install-recommends iptables
fi
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#badLines*' -Dsurefire.failIfNoSpecifiedTests=false
