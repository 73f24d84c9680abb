# Finds the JDK to run on; read by ../thresher, whose `root`, `resolve` and `fail` it uses. Sets `java_home` and
# `jdk_build`, the latter to tell one build of a JDK from another.
# shellcheck shell=sh disable=SC2154,SC2034

oldest_jdk=25

# Sets `major` and `jdk_build` from a JDK's own description: starting every candidate only to ask it for its
# version would take longer than everything else here.
read_release() { # directory
  major=0 jdk_build='' incomplete=''
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value || [ -n "$key" ]; do
    value=${value#\"} value=${value%\"}
    case $key in
      JAVA_VERSION) major=${value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION | IMPLEMENTOR) jdk_build="$jdk_build $value" ;;
    esac
  done <"$1/release"
}

# True if the directory holds the JDK to use; otherwise notes what was found there.
consider() { # directory
  read_release "$1" || return 1
  if [ "${major:-0}" -ge "$oldest_jdk" ] && is_complete "$1"; then
    java_home=$1
    return 0
  fi
  [ -L "$1" ] || found="${found:+$found, }$1 (version ${major:-unknown}$incomplete)"
  return 1
}

# A checkout has to be compiled; a distribution runs on a JRE as well.
is_complete() { # directory
  [ -f "$root/lib/jvm.options" ] || [ -x "$1/bin/javac" ] || incomplete=', without compiler'
  [ -z "$incomplete" ]
}

consider_path() {
  java=$(command -v java) || return 1
  resolve "$java"
  consider "${resolved%/bin/java}"
}

consider_all_under() { # directory
  for candidate in "$1"/* "$1"/*/Contents/Home; do
    if consider "$candidate"; then return 0; fi
  done
  return 1
}

find_jdk() {
  found=''
  roots=${THRESHER_JDK_ROOTS-"/usr/lib/jvm:${HOME:-}/.sdkman/candidates/java:/Library/Java/JavaVirtualMachines"}
  if [ -n "${THRESHER_JAVA_HOME:-}" ]; then
    consider "$THRESHER_JAVA_HOME" && return
    fail 2 "THRESHER_JAVA_HOME is $THRESHER_JAVA_HOME, which is ${found:+version ${major:-unknown}${incomplete}, }no JDK $oldest_jdk or newer; correct or unset it."
  fi
  consider "${JAVA_HOME:-}" && return
  consider_path && return
  old_ifs=$IFS IFS=:
  for jdks in $roots; do
    IFS=$old_ifs
    consider_all_under "$jdks" && return
  done
  IFS=$old_ifs
  fail 2 "needs a JDK $oldest_jdk or newer; found ${found:-none}; looked in THRESHER_JAVA_HOME, JAVA_HOME, PATH and $(echo "$roots" | sed 's/:/, /g'); get one from https://adoptium.net or with 'sdk install java $oldest_jdk-tem', or name one with JAVA_HOME."
}
