#!/bin/sh
# What the tests run beside Python: Debian's Chromium (the headless one, else any) for the journeys, SoftHSM for keys that cannot leave their token.
# Install what is missing where we may, else say what to do.
set -eu
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() {
    echo "Installing $1 for the tests ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

command -v softhsm2-util >/dev/null 2>&1 || ! may_install || install softhsm2
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if may_install; then
    install chromium-headless-shell || install chromium
    exit 0
fi
echo "The journeys need Chromium: ask an administrator for \`apt-get install chromium-headless-shell\`." >&2
echo "Everything else can be tested with: make test BROWSER=no" >&2
exit 1
