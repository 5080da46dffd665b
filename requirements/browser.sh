#!/bin/sh
# Journeys run in Debian's Chromium: install it where it is missing and we may, else say what to do.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the journeys ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi
echo "The journeys need Chromium: ask an administrator for \`apt-get install chromium\`." >&2
echo "Everything else can be tested with: make test BROWSER=no" >&2
exit 1
