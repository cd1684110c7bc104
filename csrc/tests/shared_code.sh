#!/bin/sh
# Of functions that several objects define the linker keeps one. An object compiled for a target may
# therefore define none but its own: the kept one could be AVX-512 code that every machine then runs.
nm=$1
shift
bad=0
for object; do
  case $object in *targets/avx*.cpp*) ;; *) continue ;; esac
  target=$(basename "$object" | sed 's/\..*//')
  shared=$("$nm" -C --defined-only "$object" | grep -E '^[0-9a-f]+ [WT] ' | grep -v "openlstm::$target::")
  if [ -n "$shared" ]; then
    echo "$object shares:"
    echo "$shared"
    bad=1
  fi
done
exit $bad
