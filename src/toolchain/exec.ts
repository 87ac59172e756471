// SPDX-License-Identifier: Apache-2.0
/** Starts external programs: argument arrays only, a time limit, and no process left behind. */

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole process group is killed after this time; no limit by default. */
  readonly timeoutMs?: number;
  /** Kills the process group when it fires. */
  readonly signal?: AbortSignal;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExecResult {
  /** How the program ended; "missing" means that it could not be started. */
  readonly end: "exited" | "killed" | "timed-out" | "aborted" | "missing";
  /** Only for "exited". */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

// More output than this is a runaway program.
const OUTPUT_LIMIT = 64 * 1024 * 1024;
const running = new Set<number>();
let exitHook = false;

/** Runs a program to its end; never throws for anything that the program does. */
export async function exec(command: Command): Promise<ExecResult> {
  const { execa } = await import("execa");
  if (command.signal?.aborted === true) return { end: "aborted", exitCode: undefined, stdout: "", stderr: "" };
  killGroupsOnExit();
  const child = execa(command.file, command.args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: { ...command.env, LC_ALL: "C" },
    stdin: "ignore",
    reject: false,
    stripFinalNewline: false,
    maxBuffer: OUTPUT_LIMIT,
    // An own process group, so that children of the program end with it.
    detached: true,
    cleanup: false,
  });
  const pid = child.pid;
  let cause: "timed-out" | "aborted" | undefined;
  const stop = (why: "timed-out" | "aborted"): void => {
    cause ??= why;
    if (pid !== undefined) killGroup(pid);
  };
  if (pid !== undefined) started(pid);
  const timer = command.timeoutMs === undefined ? undefined : setTimeout(() => stop("timed-out"), command.timeoutMs);
  const onAbort = (): void => stop("aborted");
  command.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const result = await child;
    const end = cause ?? endOf(result);
    return { end, exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
  } finally {
    clearTimeout(timer);
    command.signal?.removeEventListener("abort", onAbort);
    if (pid !== undefined) ended(pid);
  }
}

// Programs run in process groups of their own and would outlive this process. While none runs there is no handler: it
// would not be called as long as a search computes, and the process could not be interrupted.
const INTERRUPTS = ["SIGINT", "SIGTERM"] as const;

function started(pid: number): void {
  if (running.size === 0) for (const signal of INTERRUPTS) process.on(signal, interrupted);
  running.add(pid);
}

function ended(pid: number): void {
  running.delete(pid);
  if (running.size === 0) for (const signal of INTERRUPTS) process.off(signal, interrupted);
}

function interrupted(signal: NodeJS.Signals): void {
  killRunning();
  for (const other of INTERRUPTS) process.off(other, interrupted);
  process.kill(process.pid, signal);
}

function killRunning(): void {
  for (const pid of running) killGroup(pid);
}

/** The command as one line that a POSIX shell takes. */
export function commandLine(command: Pick<Command, "file" | "args">): string {
  return [command.file, ...command.args].map(quote).join(" ");
}

/** The last `count` lines of a text that are not empty. */
export function lastLines(text: string, count = 20): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}

function endOf(result: {
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
}): ExecResult["end"] {
  if (result.exitCode !== undefined) return "exited";
  return result.code === "ENOENT" || result.code === "EACCES" ? "missing" : "killed";
}

function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself, or this system has no process groups.
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  }
}

function killGroupsOnExit(): void {
  if (exitHook) return;
  exitHook = true;
  process.once("exit", killRunning);
}
