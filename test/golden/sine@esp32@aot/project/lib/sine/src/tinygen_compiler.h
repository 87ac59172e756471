/* SPDX-License-Identifier: Apache-2.0
 * Compiler attributes that the generated code needs, behind one name each.
 */
#ifndef TINYGEN_COMPILER_H
#define TINYGEN_COMPILER_H

#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define TINYGEN_ALIGNED(bytes) __attribute__((aligned(bytes)))
/* One function per node stays one function, so that a profiler sees nodes. */
#define TINYGEN_NODE static __attribute__((noinline))
#define TINYGEN_SECTION(name) __attribute__((section(name)))
/* Keeps a loop in a function of its own, where its variables have all registers to themselves. */
#define TINYGEN_NOINLINE __attribute__((noinline))
#else
#define TINYGEN_ALIGNED(bytes)
#define TINYGEN_NODE static
#define TINYGEN_SECTION(name)
#define TINYGEN_NOINLINE
#endif

/* Constants of the model: read-only data in a section of their own, so that a linker map tells them from code. */
#if defined(__ELF__)
#define TINYGEN_MODEL_DATA TINYGEN_SECTION(".rodata.tinygen_model")
#else
#define TINYGEN_MODEL_DATA
#endif

/* Define TINYGEN_ARENA_SECTION as a section name to place the arena in a certain memory of the board. */
#if defined(TINYGEN_ARENA_SECTION)
#define TINYGEN_ARENA TINYGEN_SECTION(TINYGEN_ARENA_SECTION)
#else
#define TINYGEN_ARENA
#endif

#endif
