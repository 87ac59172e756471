// SPDX-License-Identifier: Apache-2.0
/** The generated library of a compilation, whatever its runtime. */
import type { RuntimeCompilation } from "../../compile.js";
import type { ModelLabels } from "../../contract/labels.js";
import type { Board } from "../../targets/board.js";
import { assertNever } from "../../util/assert-never.js";
import { librarySources } from "../aot/library.js";
import { tracedNodes } from "../aot/trace.js";
import { banner } from "../library/banner.js";
import type { TracedNode } from "../library/trace.js";
import type { SourceTree } from "../source-tree.js";
import { tflmLibrarySources } from "../tflm/library.js";
import { tflmTracedNodes } from "../tflm/trace.js";

/** Where a library comes from and what it is for. */
export interface LibrarySettings {
  /** File name of the model, without folders. */
  readonly file: string;
  readonly sha256: string;
  readonly board: Board;
  readonly version: string;
  /** Names of an output's elements; none unless given. */
  readonly labels?: ModelLabels;
  /** Adds model_trace.h and what is behind it: for measuring builds, not for products. */
  readonly trace: boolean;
  /** Leaves the static arena out, whatever the build system defines; the runtime aot only. */
  readonly externalArena?: boolean;
}

export interface FirmwareLibrary {
  /** Files of the library's `src` folder. */
  readonly sources: SourceTree;
  /** Meaning of the measuring program's node numbers. */
  readonly nodes: readonly TracedNode[];
  /** The opening comment of its files. */
  readonly banner: string;
}

export function firmwareLibrary(compilation: RuntimeCompilation, settings: LibrarySettings): FirmwareLibrary {
  const { name, model, runtime } = compilation;
  const opening = banner({ ...settings, name, runtime });
  switch (runtime) {
    case "aot": {
      const { lowered } = compilation;
      const sources = librarySources({ ...settings, labels: settings.labels, lowered, name });
      return { sources, nodes: tracedNodes(lowered), banner: opening };
    }
    case "tflm": {
      const { plan, arenaBytes, exact, file: data } = compilation;
      const sources = tflmLibrarySources({
        ...settings,
        model,
        plan,
        arenaBytes,
        exact,
        data,
        name,
        labels: settings.labels,
      });
      return { sources, nodes: tflmTracedNodes(model), banner: opening };
    }
    default:
      return assertNever(compilation);
  }
}
