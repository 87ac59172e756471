// SPDX-License-Identifier: Apache-2.0
/** The catalogue of diagnostic codes: title, exit code, cause and remedy. `tinygen explain` and README.md print it. */
import type { DiagnosticCode } from "./diagnostic.js";

export interface CodeInfo {
  readonly title: string;
  /** Process exit code when this is the first error of a run; 0 for codes that only warn. */
  readonly exit: number;
  readonly cause: string;
  readonly remedy: string;
}

/** TG1 reading · TG2 support · TG3 memory · TG4 generated code · TG5 tools · TG6 simulators · TG7 usage · TG8 results · TG9 internal. */
export const CODES = {
  TG1001: {
    title: "file cannot be read",
    exit: 3,
    cause: "The path does not exist, is not a file, or is not readable.",
    remedy: "Check the path; `tinygen inspect MODEL` reads any .tflite file.",
  },
  TG1002: {
    title: "not a TensorFlow Lite file",
    exit: 3,
    cause: "The bytes do not carry the identifier TFL3 at offset 4, or the schema version is not 3.",
    remedy: "Convert the model with TFLiteConverter; a .h5, .onnx, .pb or SavedModel is not read.",
  },
  TG1003: {
    title: "file is damaged",
    exit: 3,
    cause: "An offset, a vector or a table of the flatbuffer points outside the file, as after a broken download.",
    remedy: "Fetch or convert the file again and compare its size and hash with the source.",
  },
  TG1004: {
    title: "model is inconsistent",
    exit: 3,
    cause:
      "An index refers to a tensor, buffer or operator code that does not exist, or a buffer's size contradicts its tensor's shape.",
    remedy: "Convert the model again; tools that edit .tflite files must keep indices and buffers in step.",
  },
  TG1005: {
    title: "feature of the file format is not supported",
    exit: 3,
    cause: "The model uses sparse tensors, external buffers or another storage form that neither runtime reads.",
    remedy: "Convert without sparsity and without external weights.",
  },
  TG1006: {
    title: "placement problem file is wrong",
    exit: 3,
    cause: "A column is missing or a cell of the CSV is not a number in its range.",
    remedy: "The message names the line; the format is id,lower,upper,size[,alignment][,offset][,overlaps].",
  },
  TG2001: {
    title: "operator is not supported",
    exit: 4,
    cause: "Neither the operator's folder in src/ops nor the chosen runtime knows this operator.",
    remedy: "`tinygen ops` lists what is supported; replace the operator in the model or split the model before it.",
  },
  TG2002: {
    title: "operator is used in a way that is not supported",
    exit: 4,
    cause: "A constraint of the operator on types, shapes, options or quantisation is violated.",
    remedy: "The message names the constraint and the actual value; change the layer or the conversion.",
  },
  TG2003: {
    title: "weights are quantised but activations are float (dynamic-range model)",
    exit: 4,
    cause: "The converter had no representative data set, so it quantised the weights only; TFLM has no such kernels.",
    remedy:
      "Convert with a representative data set, target_spec.supported_ops = [TFLITE_BUILTINS_INT8] and int8 input and output types.",
  },
  TG2004: {
    title: "layer computes in float",
    exit: 4,
    cause: "The model was converted without quantisation.",
    remedy: "Convert with Optimize.DEFAULT, a representative data set and TFLITE_BUILTINS_INT8.",
  },
  TG2005: {
    title: "custom operator is not supported",
    exit: 4,
    cause: "The operator was made for another runtime or accelerator (for example after edgetpu_compiler or vela).",
    remedy: "Use the .tflite from before that compiler.",
  },
  TG2006: {
    title: "shape is not static",
    exit: 4,
    cause: "A tensor has an unknown or empty dimension; firmware needs every size at compile time.",
    remedy: "Fix the batch size and input size before conversion (model.input_shape with batch 1).",
  },
  TG2007: {
    title: "quantisation parameters break a rule of the int8 kernels",
    exit: 4,
    cause: "A scale, zero point or axis is missing or differs from what TFLM's kernels assume.",
    remedy: "Convert the model again with the current converter; the message names the tensor and the rule.",
  },
  TG2008: {
    title: "other versions or kernels compute this differently",
    exit: 0,
    cause: "The model is accepted; another version of TFLM, or another kernel library, would give other results.",
    remedy: "The message says which; tinygen's results are those of TFLM's reference kernels.",
  },
  TG2009: {
    title: "shape was fixed at conversion",
    exit: 0,
    cause:
      "The file says that a dimension is only known at run time (usually the batch); firmware is made for the stored value.",
    remedy: "Nothing to do when the stored shape is the wanted one; else convert with the wanted shape.",
  },
  TG2010: {
    title: "channels without effect were removed",
    exit: 0,
    cause:
      "Value ranges prove that some channels always hold the same value, or that no result depends on them; they cost no memory and no work.",
    remedy:
      "Nothing to do. The network could be trained with fewer channels; `--disable-pass drop-dead-channels` keeps them.",
  },
  TG2011: {
    title: "signature is left out",
    exit: 0,
    cause: "The file has several entries, each under a signature; firmware has one, the first subgraph.",
    remedy: "Nothing to do when the first one is the wanted one; else convert a model for each signature.",
  },
  TG3001: {
    title: "model does not fit the RAM",
    exit: 5,
    cause: "The arena together with the memory of the runtime is larger than the board's free RAM.",
    remedy:
      "Choose a larger board or shrink the tensors at the peak; `tinygen plan MODEL -b BOARD --explain` names them.",
  },
  TG3002: {
    title: "model does not fit the flash",
    exit: 5,
    cause: "Weights and code are larger than the board's flash or app partition.",
    remedy: "Choose a board with more flash or a smaller model.",
  },
  TG3003: {
    title: "arena plan is not proven optimal",
    exit: 0,
    cause: "The solver used its whole step budget before the search was exhausted.",
    remedy: "Use the plan, which is valid; the printed gap to the lower bound is the most that another could save.",
  },
  TG3004: {
    title: "placement problem does not fit the capacity",
    exit: 5,
    cause:
      "No placement within the capacity exists, or the step budget ended before one was found; the message says which.",
    remedy: "Raise --capacity to the bound that the message names, or search longer with --max-steps.",
  },
  TG3005: {
    title: "tensor cannot be pinned",
    exit: 5,
    cause: "A tensor that --pin names is not in the arena, or its offset breaks an alignment or another pin.",
    remedy: "`tinygen plan MODEL --json` lists the tensors of the arena; offsets are multiples of its alignment.",
  },
  TG4001: {
    title: "project cannot be generated",
    exit: 7,
    cause: "Two generated files or symbols would have the same name.",
    remedy: "Choose another name with --name.",
  },
  TG5001: {
    title: "a needed tool is missing",
    exit: 6,
    cause: "The cross compiler or build tool for this board is not on the PATH.",
    remedy: "Install the package that the message names; `tinygen doctor` lists all tools.",
  },
  TG5002: {
    title: "build failed",
    exit: 7,
    cause: "The compiler or linker refused the generated project.",
    remedy: "The message shows the command and its last lines; report it if the project was not edited.",
  },
  TG5003: {
    title: "linker: a memory region overflowed",
    exit: 5,
    cause: "The linked program is larger than a region of the board.",
    remedy: "Choose a larger board or a smaller model.",
  },
  TG5004: {
    title: "TensorFlow Lite Micro is missing",
    exit: 6,
    cause:
      "The runtime tflm is linked with a library that the user builds, and it or its headers are not where they should be.",
    remedy:
      "Build TFLM once and name it with --tflm-lib and --tflm-include, or use --runtime aot, which needs nothing.",
  },
  TG5005: {
    title: "TensorFlow Lite Micro is built with its assertions",
    exit: 0,
    cause:
      "The library that was named calls assert(): it was compiled without NDEBUG, and checks inside the loops of the reference kernels make convolutions several times slower (mlperf_kws_ref on a Cortex-M4: 4.6 times the instructions). Results are the same.",
    remedy:
      "Compile TFLM with NDEBUG defined (BUILD_TYPE=release or release_with_logs for its makefile); figures of such a build say nothing about TFLM.",
  },

  TG6001: {
    title: "simulator failed",
    exit: 8,
    cause: "The simulator ended without a complete report, or the firmware hit a fault.",
    remedy: "The message shows the last output; run the printed command by hand to see more.",
  },
  TG6002: {
    title: "simulator timed out",
    exit: 8,
    cause: "The firmware did not finish within the limit and was killed.",
    remedy: "Raise --timeout, or run fewer invocations.",
  },
  TG6003: {
    title: "board has no simulator",
    exit: 8,
    cause: "No simulator on this machine stands for the board.",
    remedy: "`tinygen boards` shows which boards run in QEMU.",
  },
  TG7001: {
    title: "command line is wrong",
    exit: 2,
    cause: "An option or argument is unknown, missing or contradictory.",
    remedy: "`tinygen COMMAND --help` shows the usage.",
  },
  TG7002: {
    title: "board is unknown",
    exit: 2,
    cause: "Neither a built-in board nor a board file has this name.",
    remedy: "`tinygen boards` lists the built-in ones; a path to a .json file works as well.",
  },
  TG7003: {
    title: "board file is wrong",
    exit: 2,
    cause: "The JSON does not match boards/board.schema.json.",
    remedy: "Correct the field that the message names; a built-in board in boards/ is a good file to start from.",
  },
  TG7004: {
    title: "output folder holds files that tinygen did not write",
    exit: 2,
    cause: "A file in the way was edited or comes from elsewhere; nothing was changed.",
    remedy: "Choose another --out, move the file away, or pass --force.",
  },
  TG7005: {
    title: "no model found",
    exit: 2,
    cause: "No MODEL was given and there is not exactly one .tflite file below the working folder.",
    remedy: "Name the model on the command line or in tinygen.config.json.",
  },
  TG7006: {
    title: "board does not support the runtime",
    exit: 2,
    cause: "The board file does not list this runtime.",
    remedy: "Choose a runtime that the message lists.",
  },
  TG7007: {
    title: "vectors or input files do not fit the model",
    exit: 2,
    cause: "A vector file is missing or its size differs from the tensor's.",
    remedy: "The files are raw little-endian bytes named in_K_T.bin and out_K_T.bin.",
  },
  TG7008: {
    title: "configuration file is wrong",
    exit: 2,
    cause: "tinygen.config.json has an unknown key or a value of the wrong type.",
    remedy: "Correct the key that the message names; it lists the nearest known one.",
  },
  TG7009: {
    title: "labels do not fit the model",
    exit: 2,
    cause: "A list of labels belongs to an output of one row of scores, and has one line for each of them.",
    remedy:
      "Give --labels a file with one line for each class, as many as the message says; a list that the model file brings along is left out then.",
  },
  TG7010: {
    title: "contract file is wrong",
    exit: 2,
    cause: "The file is no contract that tinygen wrote, or it was edited.",
    remedy: "`tinygen build` writes NAME.contract.json beside the library; commit that file.",
  },
  TG8001: {
    title: "outputs differ from the expected bytes",
    exit: 9,
    cause: "A tensor differs from its golden vector or from the reference interpreter.",
    remedy: "The message names the first node that diverges; report it with the model.",
  },
  TG8002: {
    title: "arena use differs from the plan",
    exit: 9,
    cause: "The firmware touched bytes beyond the planned arena.",
    remedy: "Report it with the model and board.",
  },
  TG8003: {
    title: "worse than the baseline",
    exit: 10,
    cause: "A figure grew by more than the allowed amount.",
    remedy: "Look at the printed differences; accept them with a new baseline.",
  },
  TG8004: {
    title: "interface differs from the contract",
    exit: 10,
    cause: "Inputs, outputs or labels are not those that the application was written for.",
    remedy:
      "Convert the model with the same interface, or change the application and commit the new contract file that `tinygen build` writes.",
  },
  TG9001: {
    title: "internal error",
    exit: 1,
    cause: "An invariant of tinygen does not hold.",
    remedy: "Report it with the model, the board and the command line.",
  },
} as const satisfies Record<DiagnosticCode, CodeInfo>;

export function codeInfo(code: DiagnosticCode): CodeInfo {
  return (CODES as Record<DiagnosticCode, CodeInfo>)[code] ?? CODES.TG9001;
}
