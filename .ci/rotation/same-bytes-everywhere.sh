#!/usr/bin/env bash
# Inputs of every kind and the longer examples, Python among them, on every backend with one to three workers: the same
# bytes each time; interpreters end with their workers.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='InputsEverywhereTest,PythonRunsTest,DataExamplesTest,ExampleWorkloadsTest#fourteen*' -Dsurefire.failIfNoSpecifiedTests=false
