#!/usr/bin/env bash
# Two drivers of one run, and nodes of another version.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='RivalDriversTest,NodesOfOtherVersionsTest' -Dsurefire.failIfNoSpecifiedTests=false
