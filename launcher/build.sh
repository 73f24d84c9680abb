# Builds the image of a checkout; read by ../thresher, whose variables (root, cache, digest, java_home) and
# functions it uses. Sets `image`.
#
# Maven works on a private copy of the sources, so that a read-only checkout, a `mvn verify` at the same time
# and an edit during the build all do no harm. The result appears under its final name by one rename: nobody
# ever sees half an image. That alone keeps two starts at once correct; the lock only saves the second build.
# shellcheck shell=sh disable=SC2154

kept_images=3

build_image() {
  choose_store
  take_lock
  trap 'abandon_build; exit 129' HUP
  trap 'abandon_build; exit 130' INT
  trap 'abandon_build; exit 143' TERM
  image=$store/$digest
  if [ ! -d "$image" ]; then build_new_image; fi
  trap - HUP INT TERM
  release_lock
}

build_new_image() {
  rm -rf "$store"/.build-*
  work=$(mktemp -d "$store/.build-XXXXXX")
  copy_sources "$work/sources"
  digest=$(source_digest "$work/sources") # what gets built, even if somebody saved a file just now
  image=$store/$digest
  run_build
  if [ ! -d "$image" ]; then mv "$work/image" "$image"; fi
  rm -rf "$work"
  prune_images
  train_image
  say_done
}

abandon_build() {
  if [ -n "${builder:-}" ]; then kill "$builder" 2>/dev/null || :; fi
  if [ -n "${work:-}" ]; then rm -rf "$work"; fi
  release_lock
}

# --- where -----------------------------------------------------------------------------------------------

# Sets `store`: dist/ in the checkout, or the user's cache directory if the checkout is read-only.
choose_store() {
  for store in "$root/dist" "${cache:+$cache/dist}"; do
    if [ -n "$store" ] && (make_directory "$store" && : >>"$store/.lock") 2>/dev/null; then return; fi
  done
  fail 2 "$root cannot be written to and neither can ${cache:-a cache directory (HOME and XDG_CACHE_HOME are not set)}; set XDG_CACHE_HOME to a directory of yours."
}

# Directories above the store that are new (a cache directory) are nobody else's business.
make_directory() { # directory
  (umask 077 && mkdir -p "${1%/*}") && mkdir -p "$1"
}

copy_sources() ( # to
  cd -- "$root" || exit
  # shellcheck disable=SC2086 # the patterns are meant to expand
  for source in $source_roots; do
    mkdir -p "$1/$(dirname "$source")"
    cp -R "$source" "$1/$source"
  done
  chmod -R u+w "$1" # the originals may be read-only, directories too
)

# --- one at a time ---------------------------------------------------------------------------------------

take_lock() {
  if command -v flock >/dev/null; then
    exec 9>>"$store/.lock"
    flock -n 9 && return
    say_waiting
    flock 9
  else
    take_lock_directory
  fi
}

# For systems without flock. A lock whose owner is gone is taken over; should two starts do that in the same
# instant, both build, and the second one's result is thrown away.
take_lock_directory() {
  said=no
  until mkdir "$store/.locked" 2>/dev/null; do
    owner=$(cat "$store/.locked/pid" 2>/dev/null || echo starting)
    if [ "$owner" != starting ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$store/.locked"; fi
    if [ $said = no ]; then say_waiting; fi
    said=yes
    sleep 1
  done
  echo $$ >"$store/.locked/pid"
}

release_lock() {
  if command -v flock >/dev/null; then exec 9>&-; else rm -rf "$store/.locked"; fi
}

# --- the build -------------------------------------------------------------------------------------------

run_build() {
  say_building
  log=$store/last-build.log
  "${THRESHER_BUILD_COMMAND:-maven_image}" "$work/sources" "$work/image" >"$log" 2>&1 9>&- &
  builder=$!
  show_progress
  if wait "$builder" && [ -f "$work/image/lib/jvm.options" ]; then builder=''; else explain_failure; fi
}

# The image is what the distribution's archive contains, left unpacked. JAVA_HOME is set because the machine's
# default JDK may be missing or too old even for Maven. Tests, formatter and Error Prone are for developers.
maven_image() { # sources, image
  export JAVA_HOME="$java_home"
  exec mvn -B -ntp -f "$1/pom.xml" -pl worker-node -am -P '!format' -Dmaven.test.skip=true -Dcompiler.checks=-Xlint:none \
    -Ddistribution.format=dir -Ddistribution.root=. "-Ddistribution.directory=${2%/*}" "-Ddistribution.name=${2##*/}" package
}

explain_failure() {
  builder=''
  clear_progress
  rm -rf "$work"
  if [ -z "${THRESHER_BUILD_COMMAND:-}" ] && ! command -v mvn >/dev/null; then
    fail 2 "needs Maven to build from source, and finds no mvn in PATH; install it (Debian: apt-get install maven) or use an unpacked distribution."
  fi
  printf 'thresher: the build failed:\n' >&2
  maven_cause <"$log" >&2
  release_lock
  fail 70 "nothing was started; the full log is $log"
}

# What Maven says of the cause, once, with the paths of the checkout instead of the copy's, and without its
# advice on how to run Maven. A log without such lines is shown by its end.
maven_cause() {
  copied=$work/sources/ original=$root/ awk '
    function restored(line,   at, result) {
      while ((at = index(line, ENVIRON["copied"])) > 0) {
        result = result substr(line, 1, at - 1) ENVIRON["original"]
        line = substr(line, at + length(ENVIRON["copied"]))
      }
      return result line
    }
    { last[NR % 10] = $0 }
    !/^\[(ERROR|FATAL)\]/ { next }
    { sub(/^\[[A-Z]+\] */, "") }
    /Help [0-9]|^$|^Re-run Maven|^To see the full|^For more information|^After correcting|mvn <args>/ { next }
    /^Failed to execute goal/ { sub(/ -> .*/, "") }
    !seen[$0]++ && ++shown <= 20 { print "  " restored($0) }
    END { if (!shown) for (i = NR - 9; i <= NR; i++) if (i > 0) print "  " last[i % 10] }'
}

# Removes all but the newest images, and of those only what no running process holds. Without flock nobody can
# tell, and nothing is removed.
prune_images() {
  command -v flock >/dev/null || return 0
  # shellcheck disable=SC2012 # the names are digests
  ls -td "$store"/[0-9a-f]*/ | tail -n +$((kept_images + 1)) | while IFS= read -r old; do
    if [ "$old" != "$image/" ]; then flock -n -x "$old/lib/jvm.options" rm -rf "$old" || :; fi
  done
}

# In the foreground: a start that has just waited for a build may wait for this as well, and every later one,
# measured or not, then finds a quiet machine.
train_image() {
  [ "${THRESHER_AOT:-auto}" = auto ] || return 0
  stage='start-up caches'
  "$image/launcher/train.sh" "$image" "$cache" "$java_home" "$(image_id=$digest image_identity)" >>"$log" 2>&1 9>&- &
  builder=$!
  show_progress
  wait "$builder" || : # a start without caches is only slower
  builder=''
}

# --- what the user sees ----------------------------------------------------------------------------------

say_waiting() { printf 'thresher: waiting for another start that builds the same checkout\n' >&2; }

say_building() {
  began=$(date +%s) stage=''
  if [ ! -t 2 ]; then printf 'thresher: building from source, as this is the first start or sources changed\n' >&2; fi
}

# One line, rewritten every half second; only on a terminal.
show_progress() {
  [ -t 2 ] || return 0
  while kill -0 "$builder" 2>/dev/null; do
    module=${stage:-$(sed -n 's/^\[INFO\] Building \(.*\) [^ ]* *\[\(.*\)\]$/\1 (\2)/p' "$log" | tail -n 1)}
    printf '\r\033[Kthresher: building from source: %s, %s s' "${module:-starting Maven}" $(($(date +%s) - began)) >&2
    sleep 0.5
  done
  clear_progress
}

clear_progress() { if [ -t 2 ]; then printf '\r\033[K' >&2; fi; }

say_done() { printf 'thresher: built in %s s\n' $(($(date +%s) - began)) >&2; }
