// SPDX-License-Identifier: Apache-2.0
/** Text from a file on its way to a terminal: it must not steer it, forge lines, or fill it. */

// Control characters, invisible ones that turn the direction of text, separators of lines, halves of characters.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const LONGEST_NAME = 80;

/** The text on one line, a question mark for each character that is none to be seen. */
export function singleLine(text: string): string {
  return text.replace(UNSAFE, "?");
}

/** The same for text of several lines, in which the colours of the program itself stay. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*m|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (found) =>
    found === "\n" || found === "\t" || found.length > 2 ? found : "?",
  );
}

/** A name from the file in quotes, escaped so that it stays one word of the message, and of bounded length. */
export function quoted(name: string, longest = LONGEST_NAME): string {
  const bounded = name.length <= longest ? name : `${name.slice(0, longest)}…`;
  return escapeUnsafe(JSON.stringify(bounded));
}

/** JSON that says the same in characters that a terminal only shows. */
export function escapeUnsafe(json: string): string {
  return json.replace(UNSAFE, (found) =>
    found === "\n"
      ? found
      : Array.from({ length: found.length }, (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
          "",
        ),
  );
}
