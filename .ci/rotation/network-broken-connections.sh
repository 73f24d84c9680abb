#!/usr/bin/env bash
# Connections that are reset, bits that are flipped under TLS.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#brokenConnections*' -Dsurefire.failIfNoSpecifiedTests=false
