#!/usr/bin/env bash
# Hosts that join late, drain, have a name twice or the wrong key: what a run on a cluster makes of them.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NodesTest' -Dsurefire.failIfNoSpecifiedTests=false
