#!/bin/sh
# Locks both lists with hashes for every supported Python and platform. Needs uv; run by hand.
set -eu
cd "$(dirname "$0")"
for list in requirements requirements-test; do
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
        --custom-compile-command packaging/lock.sh --output-file "$list.txt" "$list.in"
done
