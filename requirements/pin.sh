#!/bin/sh
# Resolve the pins again, for each Python that Rekam may meet. Needs `uv` (a developer's tool).
# Python 3.11 is the one that is tested; the other files are resolved, not run.
set -eu
cd "$(dirname "$0")"
for version in 3.11 3.12 3.13; do
    short=$(echo "$version" | tr -d .)
    note="# Python $version, resolved by pin.sh"
    [ "$version" = 3.11 ] || note="$note; not run with it: 3.11 is the one that is tested"
    for set in base cluster spark dev; do
        { echo "$note"; uv pip compile --quiet --python-version "$version" --generate-hashes \
            --no-emit-index-url --no-header --no-annotate "$set.in"; } >"$set-py$short.txt.new"
        mv "$set-py$short.txt.new" "$set-py$short.txt"
    done
done
