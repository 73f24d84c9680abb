#!/usr/bin/env bash
# A cluster as processes on loopback addresses, of which a host, its coordinator or a run is killed in the middle.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledNodesTest#aRun*' -Dsurefire.failIfNoSpecifiedTests=false
