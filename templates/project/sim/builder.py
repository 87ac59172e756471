# SPDX-License-Identifier: Apache-2.0
"""PlatformIO's build script for boards that exist in QEMU: compilers from the PATH, targets "sim" and "size"."""
from os.path import join
from shutil import which

from SCons.Script import AlwaysBuild, Default, DefaultEnvironment

env = DefaultEnvironment()
board = env.BoardConfig()
prefix = board.get("build.compiler_prefix")
machine = list(board.get("build.machine_flags"))
simulator = list(board.get("build.simulator"))
project = env.subst("$PROJECT_DIR")
support = join(project, "board")

for tool in (prefix + "gcc", prefix + "size"):
    if which(tool) is None:
        packages = board.get("build.debian")
        print("Error: %s is not on the PATH. On Debian or Ubuntu: apt-get install %s" % (tool, packages))
        env.Exit(1)

env.Replace(
    AR=prefix + "gcc-ar",
    AS=prefix + "as",
    CC=prefix + "gcc",
    CXX=prefix + "g++",
    GDB=prefix + "gdb",
    OBJCOPY=prefix + "objcopy",
    RANLIB=prefix + "gcc-ranlib",
    SIZETOOL=prefix + "size",
    ARFLAGS=["rc"],
    PROGNAME="firmware",
    PROGSUFFIX=".elf",
    # The sections of board/linker.ld; arena and stack count as RAM.
    SIZEPROGREGEXP=r"^(?:\.tinygen_boot|\.text|\.tinygen_model|\.rodata|\.data)\s+(\d+).*",
    SIZEDATAREGEXP=r"^(?:\.data|\.bss|\.tinygen_arena\S*|\.tinygen_stack)\s+(\d+).*",
    SIZECHECKCMD="$SIZETOOL -A -d $SOURCES",
    SIZEPRINTCMD="$SIZETOOL -B -d $SOURCES",
    LDSCRIPT_PATH=join(support, "linker.ld"),
)
env.Append(
    ASFLAGS=machine,
    ASPPFLAGS=["-x", "assembler-with-cpp"],
    CCFLAGS=machine
    + [
        board.get("build.optimize", "-O2"),
        "-ffunction-sections",
        "-fdata-sections",
        "-ffp-contract=off",
        "-fno-delete-null-pointer-checks",
        "-Wall",
    ],
    CFLAGS=["-std=c99"],
    CXXFLAGS=["-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"],
    CPPDEFINES=[("TINYGEN_ARENA_SECTION", r"\".tinygen_arena\"")],
    CPPPATH=[support, "$PROJECT_SRC_DIR"],
    LINKFLAGS=machine + ["-nostartfiles", "-static", "-Wl,--gc-sections"],
)

# Start-up code, semihosting and exception handlers.
env.BuildSources(join("$BUILD_DIR", "board"), support)

program = env.BuildProgram()
size = env.VerboseAction("$SIZEPRINTCMD", "Sizes of $SOURCE")
run = env.VerboseAction(" ".join(simulator) + " $SOURCE", "Running $SOURCE in " + simulator[0])
AlwaysBuild(env.Alias("size", program, size))
AlwaysBuild(env.Alias("upload", program, env.VerboseAction("", "A simulated board needs no upload")))
env.AddPlatformTarget("sim", program, run, "Simulate", "Run the program in " + simulator[0])
Default([program, env.Alias("checkprogsize", program)])
