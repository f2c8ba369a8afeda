import { expect, test } from '@jest/globals';
import { policyUnused } from '../../rules/policy-unused/rule.ts';
import { type CommandLineLevels, emptyPolicy, type RuleLevel, severityOf } from '../../src/policy/policy.ts';

const rule = { id: 'endpoint-without-authorizer', severity: 'error' } as const;

test.each<[string, RuleLevel | undefined, CommandLineLevels, 'note' | undefined, RuleLevel]>([
  ["the rule's own", undefined, {}, undefined, 'error'],
  ["the problem's, where it differs", undefined, {}, 'note', 'note'],
  ["the config file's, for all problems of the rule", 'warning', {}, 'note', 'warning'],
  ["the command line's before the config file's", 'off', { [rule.id]: 'error' }, 'note', 'error'],
  ['off', 'error', { [rule.id]: 'off' }, undefined, 'off'],
  ["another rule's is nothing to it", undefined, { 'scope-not-declared': 'off' }, undefined, 'error'],
])('a severity is %s', (_, inConfig, commandLine, severity, expected) => {
  const policy = { ...emptyPolicy, levels: new Map(inConfig ? [[rule.id, inConfig]] : []) };
  expect(severityOf(rule, policy, commandLine, severity && { severity })).toBe(expected);
});

test('what every object has is no severity', () => {
  expect(severityOf({ id: 'constructor', severity: 'note' }, emptyPolicy, {})).toBe('note');
});

test('the rule of the policy itself is a warning', () => {
  expect(severityOf(policyUnused, emptyPolicy, {})).toBe('warning');
});
