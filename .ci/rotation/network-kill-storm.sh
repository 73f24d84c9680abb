#!/usr/bin/env bash
# A worker process of a cluster killed each second for a minute.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KillStormTest' -Dsurefire.failIfNoSpecifiedTests=false
