// SPDX-License-Identifier: Apache-2.0
/** C literals and identifiers: each kind of value has exactly one spelling. */

/** Signed or unsigned integer constant that is correct for its width; INT32_MIN has no direct literal in C. */
export function cInteger(value: number | bigint): string {
  const big = BigInt(value);
  if (big === -(2n ** 31n)) return "(-2147483647 - 1)";
  if (big === -(2n ** 63n)) return "(-9223372036854775807LL - 1)";
  if (big > 0x7fffffffn && big <= 0xffffffffn) return `${big}U`;
  if (big > 0xffffffffn && big > 0x7fffffffffffffffn) return `${big}ULL`;
  if (big > 0xffffffffn || big < -(2n ** 31n)) return `${big}LL`;
  return big.toString();
}

/** A float constant that reads back as the same float32: decimal where exact, else hexadecimal digits. */
export function cFloat(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return "(0.0f / 0.0f)";
  if (single === Infinity) return "(1.0f / 0.0f)";
  if (single === -Infinity) return "(-1.0f / 0.0f)";
  const text = shortestFloat32(single);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

// The shortest decimal that rounds to the same float32.
function shortestFloat32(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return Object.is(text, -0) ? "-0.0" : String(text);
  }
  return String(value);
}

const KEYWORDS = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if inline int long " +
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
    "_Bool _Complex _Imaginary main asm bool true false and or not xor new delete class this template typename " +
    "namespace public private protected virtual friend operator try catch throw using export errno stdin stdout"
  ).split(" "),
);

// A library NAME brings the header NAME.h, which must not hide one of C, of the frameworks or of the project itself.
const HEADERS = new Set(
  (
    "arduino assert board complex config counter ctype errno fenv float harness inttypes iso646 limits locale main " +
    "malloc math mbed measure memory memory_use model platform report semihosting setjmp signal stack_pointer startup " +
    "stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings system test tgmath " +
    "threads time uchar unistd unity wchar wctype zephyr"
  ).split(" "),
);

/**
 * Turns any text into a C identifier in lower case: letters, digits and underscores, at most 48 long, neither a keyword
 * nor the name of a header that generated or framework code includes.
 */
export function cIdentifier(text: string): string {
  const cleaned = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 48)
    .replace(/_+$/, "");
  const started = /^[a-z]/.test(cleaned) ? cleaned : `m_${cleaned}`.replace(/_+$/, "");
  const taken = KEYWORDS.has(started) || HEADERS.has(started) || started.startsWith("tinygen");
  return taken ? `${started}_model` : started;
}

/** A C string literal; every byte outside printable ASCII is escaped in octal, which cannot swallow what follows. */
export function cString(text: string): string {
  return cBytes(Buffer.from(text, "utf8"));
}

/** The same for bytes in any encoding. */
export function cBytes(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    if (char === '"' || char === "\\") return `\\${char}`;
    // A question mark could start a trigraph.
    return byte >= 0x20 && byte < 0x7f && char !== "?" ? char : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${escaped.join("")}"`;
}

/** Text that is safe inside a block comment on one line, shortened. */
export function cComment(text: string, limit = 100): string {
  const oneLine = text
    .replace(/[^\x20-\x7e]+/g, "?")
    .replace(/\*\//g, "* /")
    .replace(/\/\*/g, "/ *")
    // ??/ is a trigraph for the backslash, which would join the next line.
    .replace(/\?(?=\?)/g, "? ")
    .replace(/\\+$/, "");
  return oneLine.length > limit ? `${oneLine.slice(0, limit - 3)}...` : oneLine;
}
