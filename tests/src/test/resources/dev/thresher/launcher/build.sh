#!/bin/sh
# Stands for Maven: build.sh SOURCES IMAGE. Makes an image that tells which source it was made from, and one line
# in $BUILDS for each build. Fails if the source says so; starts at the latest when BUILD_STARTS_WITH, if set, exists.
set -eu
echo "$$" >>"$BUILDS"
while [ -n "${BUILD_STARTS_WITH:-}" ] && [ ! -e "$BUILD_STARTS_WITH" ]; do sleep 0.02; done
if grep -q broken "$1"/engine/src/main/java/*.java; then
  echo "[INFO] chatter"
  echo "[ERROR] $1/engine/src/main/java/Some.java:[1,7] ';' expected"
  echo "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch."
  exit 1
fi
mkdir -p "$2/lib" "$2/launcher"
cat "$1"/engine/src/main/java/*.java >"$2/lib/source"
cp "$1"/launcher/* "$2/launcher/"
: >"$2/lib/jvm.options"
: >"$2/lib/thresher-b.jar"
: >"$2/lib/a.jar"
