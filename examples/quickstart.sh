#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a bare Debian 12 with Node 20 to a neural network in a simulated Cortex-M4: installs what is missing, builds
# tinygen, compiles examples/digits to firmware, runs it in QEMU and compares every output with TensorFlow Lite Micro's.
set -eu
cd "$(dirname "$0")/.."

packages=""
need() { # command, packages that bring it
    command -v "$1" >/dev/null 2>&1 || packages="$packages $2"
}
need cc "gcc libc6-dev"
need clang clang
need cmake cmake
need make make
need arm-none-eabi-gcc "gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib"
need qemu-system-arm qemu-system-arm
need riscv64-unknown-elf-gcc "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf"
need qemu-system-riscv32 qemu-system-misc
need xtensa-lx106-elf-gcc "gcc-xtensa-lx106 binutils-xtensa-lx106 picolibc-xtensa-lx106-elf"
need qemu-system-xtensa qemu-system-misc
if [ -n "$packages" ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    echo "installing:$packages" >&2
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

npm ci --no-audit --no-fund --silent
npm run --silent build
node dist/cli/main.js run examples/digits/digits.tflite --board mps2-an386 --vectors examples/digits/vectors --outputs .tinygen/digits
node examples/digits/accuracy.mjs .tinygen/digits
