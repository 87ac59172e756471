// SPDX-License-Identifier: Apache-2.0
/** Builds QEMU's counting plugin with the compiler of this machine; without one there is a reason and no error. */
import { exec, lastLines } from "./exec.js";
import { HOST_COMPILER } from "./tools.js";

export interface PluginBuild {
  /** Path of the C source. */
  readonly source: string;
  readonly out: string;
  /** Version of QEMU's plugin interface that it announces. */
  readonly api: number;
}

export async function compilePlugin(build: PluginBuild): Promise<{ readonly unavailable: string } | { out: string }> {
  const flags = ["-std=c99", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", `-DPLUGIN_API=${build.api}`];
  const result = await exec({ file: HOST_COMPILER.file, args: [...flags, build.source, "-o", build.out] });
  if (result.end === "missing") {
    return {
      unavailable: `no C compiler: ${HOST_COMPILER.file} (apt-get install ${HOST_COMPILER.packages.join(" ")})`,
    };
  }
  if (result.exitCode !== 0) {
    return { unavailable: `${HOST_COMPILER.file} cannot build the counting plugin: ${lastLines(result.stderr, 1)}` };
  }
  return { out: build.out };
}
