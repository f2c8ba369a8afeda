import { rules } from '../rules/index.ts';
import type { Rule } from './model/finding.ts';
import { notARule } from './policy/unknown-rule.ts';
import { UserError } from './user-error.ts';

/** The rules with their severities and titles, aligned for a terminal. */
export function ruleList(): string {
  const width = Math.max(...rules.map(rule => rule.id.length));
  return rules.map(rule => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}\n`).join('');
}

/**
 * A rule's page as plain text.
 *
 * @throws UserError where there is no such rule.
 */
export function rulePage(id: string): string {
  const rule = rules.find(each => each.id === id);
  if (!rule) {
    const ids = rules.map(each => each.id);
    throw new UserError(`${notARule(id, ids)}.`, '`cfn-auth-audit rules` lists the rules.');
  }
  const parts = sections(rule).map(([title, text]) => `${title}\n${wrapped(text)}`);
  return `${rule.id} (${rule.severity})\n${rule.title}.\n\n${parts.join('\n')}`;
}

/** What a rule's page says, section by section, here and in the documentation. */
export function sections(rule: Rule): readonly (readonly [title: string, text: string])[] {
  const exceptions = rule.exceptions === undefined ? [] : [['What it leaves alone', rule.exceptions] as const];
  const references = rule.references.length === 0 ? [] : [['References', rule.references.join('\n')] as const];
  const fixes = [
    ['How to mend it', rule.fix] as const,
    ...(rule.fixInAccount === undefined ? [] : [['How to mend it in an account', rule.fixInAccount] as const]),
  ];
  return [['Why it matters', rule.why], ...fixes, ...exceptions, ...references];
}

const lineLength = 100;

function wrapped(text: string): string {
  const lines = text.split('\n').flatMap(paragraph => {
    const wrappedLines = [''];
    for (const word of paragraph.split(' ')) {
      const last = wrappedLines.at(-1) ?? '';
      if (last !== '' && last.length + word.length >= lineLength) wrappedLines.push(word);
      else wrappedLines[wrappedLines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return wrappedLines;
  });
  return lines.map(line => `  ${line}\n`).join('');
}
