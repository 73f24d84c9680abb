#!/usr/bin/env bash
# The example perft.conf to depth 6, on threads and in two processes: 119,060,324 games.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='ExampleWorkloadsTest#thereAre119060324GamesOfSixMoves' -Dsurefire.failIfNoSpecifiedTests=false
