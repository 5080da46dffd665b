#!/bin/sh
# Make the judges' environment beside the product's: set_up.sh PYTHON FOLDER
set -eu
python=$1
folder=$2
here=$(dirname "$0")

if ! command -v npm >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Node for the judges ..."
        apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
    else
        echo "The judges need Node 18 or newer: ask an administrator for \`apt-get install nodejs npm\`." >&2
        exit 1
    fi
fi
echo "Installing the judges ..."
"$python" -m venv "$folder/python"
"$folder/python/bin/pip" install -qq --disable-pip-version-check --require-hashes -r "$here/requirements.txt"
cp "$here/package.json" "$here/package-lock.json" "$folder"
# `npm ci` wants an optional part of cbor-x for every platform in the lock file; `install` checks the same hashes.
(cd "$folder" && npm install --ignore-scripts --no-audit --no-fund --silent)
