/**
 * Characters that act on a terminal or cannot be seen: controls, format characters (bidi overrides, zero-width ones),
 * line and paragraph separators, halves of surrogate pairs.
 */
const actingCharacter = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text for a terminal, on one line: each character that would act on it (escape sequences, line breaks, bidi overrides)
 * is replaced by a visible one that takes one column.
 */
export function terminalText(text: string): string {
  return text.replace(actingCharacter, visible);
}

/** Unicode's own pictures of C0 and DEL, and the replacement character for the rest. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}

/**
 * Whole output in which no line is a command to a GitHub Actions runner, which reads `::name::` at the start of a line
 * and, from older days, `##[name]` anywhere in it. Other characters of the same look take their place.
 */
export function withoutWorkflowCommands(output: string): string {
  return output.replace(/^([^\S\n]*)::/gm, '$1\u2236\u2236').replaceAll('##[', '##\u2045');
}

/** Text as a workflow command's message; line breaks in it stay line breaks for the reader. */
export function workflowCommandData(text: string): string {
  return terminalText(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

/** Text as the value of a workflow command's property. */
export function workflowCommandProperty(text: string): string {
  return workflowCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Text on one line of GitHub's Markdown (a table's cell, a heading, a paragraph) that reads as it stands: no markup, no
 * HTML, no link, mention or reference to an issue, no formula.
 */
export function markdownText(text: string): string {
  return (
    terminalText(text)
      .replace(/[\\`*_[\]<>|~:&.)]|^[-+=]/g, '\\$&')
      // GitHub looks for these in the text that Markdown has left, where a backslash is gone; a tag parts it.
      .replace(/[@#$]/g, '<span>$&</span>')
      .replace(/\b(GH)-(?=\d)/gi, '$1<span>-</span>')
  );
}

/** Text as inline code of GitHub's Markdown, also in a table's cell. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/**
 * JSON's own text made safe to print: characters that act on a terminal or a workflow's log are written as `\u` escapes,
 * which every JSON parser reads back.
 */
export function printableJson(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, unicodeEscapes).replaceAll('##[', '##\\u005b');
}

function unicodeEscapes(character: string): string {
  const units = character.split('');
  return units.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
