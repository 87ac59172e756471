/* SPDX-License-Identifier: Apache-2.0
 * Compiler attributes that the generated code needs, behind one name each.
 */
#ifndef TINYGEN_COMPILER_H
#define TINYGEN_COMPILER_H

#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define TINYGEN_ALIGNED(bytes) __attribute__((aligned(bytes)))
/*
 * Keeps a function as it is, out of line: a profiler sees nodes, and a loop has all registers to itself. GCC 12 can
 * take a function that writes through a pointer into the arena for one without effects and then drops the call
 * (seen at -O2 and -O3 on x86-64 and Cortex-M4); "noipa" keeps it from guessing.
 */
#if !defined(__clang__) && __GNUC__ >= 8
#define TINYGEN_NOINLINE __attribute__((noipa))
#else
#define TINYGEN_NOINLINE __attribute__((noinline))
#endif
#define TINYGEN_SECTION(name) __attribute__((section(name)))
#else
#define TINYGEN_ALIGNED(bytes)
#define TINYGEN_SECTION(name)
#define TINYGEN_NOINLINE
#endif

/*
 * Keeps loads on their side of it. A scheduler that draws all loads of an unrolled loop to its beginning runs out of
 * registers (seen with GCC 12 on RISC-V and Cortex-M3); this leaves it one step at a time.
 */
#if defined(__GNUC__) || defined(__clang__)
#define TINYGEN_IN_ORDER() __asm__ volatile("" : : : "memory")
#else
#define TINYGEN_IN_ORDER() ((void)0)
#endif

/* One function per node of the model. */
#define TINYGEN_NODE TINYGEN_NOINLINE static

/*
 * Constants of the model: read-only data in a section of their own, so that a linker map tells them from code. Define
 * TINYGEN_MODEL_SECTION as a section name where ordinary constants would be copied to RAM.
 */
#if defined(TINYGEN_MODEL_SECTION)
#define TINYGEN_MODEL_DATA TINYGEN_SECTION(TINYGEN_MODEL_SECTION)
#elif defined(__ELF__)
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
