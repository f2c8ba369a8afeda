import { describe, expect, test } from '@jest/globals';
import type { ConditionTerm } from '../../src/model/endpoint.ts';
import { readConditions } from '../../src/template/conditions.ts';
import type { DeploymentSettings } from '../../src/template/settings.ts';
import { fixture, templateOf } from './read-fixture.ts';

const template = fixture('conditions.yaml');

/** `IsProd !IsTest`: the first is true and the second is false. */
function terms(text: string): ConditionTerm[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map(word => ({ condition: word.replace('!', ''), is: !word.startsWith('!') }));
}

function isPossible(text: string, settings: DeploymentSettings = { parameters: {} }): boolean {
  return readConditions(template, settings).isPossible(terms(text));
}

describe('what some deployment can make true', () => {
  test.each([
    '',
    'IsProd',
    '!IsProd IsTest',
    '!IsProd !IsTest IsDev',
    'IsLive IsProd !IsTest',
    'IsLive !IsProd',
    'IsIdle',
    '!IsStaging',
    'HasZone !IsZoneA',
    'HasZone !IsZoneA !IsZoneB',
    '!HasZone !IsZoneA',
    'IsFlagged IsSingle',
    '!IsFlagged IsNotFlagged',
    'IsProd IsZoneA IsWest',
    '!IsWest !IsEast',
    'Always !Never',
    'IsMapped IsMappedElse',
    'IsZoneStage IsProd IsZoneA',
    'Circular',
    '!Circular',
    'LoopA !LoopB',
    'IsUndefined',
    '!IsUndefined IsProd',
    'IsStoredProd',
  ])('%s', text => expect(isPossible(text)).toBe(true));
});

describe('what no deployment can make true', () => {
  test.each([
    'IsProd !IsProd',
    'IsProd IsTest',
    'IsBoth',
    '!IsProd !IsTest !IsDev',
    'IsStaging',
    'IsLive !IsProd !IsTest',
    'IsIdle IsProd',
    '!IsIdle !IsLive',
    'IsZoneA IsZoneB',
    '!HasZone IsZoneA',
    'IsFlagged IsNotFlagged',
    '!IsFlagged !IsNotFlagged',
    'IsSingle IsDouble',
    '!IsSingle !IsDouble',
    'IsWest IsEast',
    '!Always',
    'Never',
    'IsMapped !IsMappedToo',
    'IsMapped NotMapped',
    'IsUndefined !IsUndefined',
  ])('%s', text => expect(isPossible(text)).toBe(false));
});

describe('values that are given narrow it down', () => {
  test.each<[string, boolean, DeploymentSettings]>([
    ['IsProd', true, { parameters: { Stage: 'prod' } }],
    ['!IsProd', false, { parameters: { Stage: 'prod' } }],
    ['IsDev', false, { parameters: { Stage: 'prod' } }],
    ['HasZone', false, { parameters: { Zone: '' } }],
    ['IsZoneA', true, { parameters: { Zone: 'a', Stage: 'dev' } }],
    ['IsZoneStage', true, { parameters: { Zone: 'test', Stage: 'test' } }],
    ['IsZoneStage', false, { parameters: { Zone: 'a', Stage: 'test' } }],
    ['IsZoneStage IsZoneA', false, { parameters: { Stage: 'test' } }],
    ['IsDouble', true, { parameters: { Count: '2' } }],
    ['IsWest', false, { parameters: {}, region: 'us-east-1' }],
    ['IsEast', true, { parameters: {}, region: 'us-east-1' }],
    ['IsOrdersStack', true, { parameters: {}, stackName: 'orders' }],
    ['IsOrdersStack', false, { parameters: {}, stackName: 'users' }],
    // No parameter of an object is one of the template's.
    ['IsProd', true, { parameters: { toString: 'dev' } }],
  ])('%s is %s with %j', (text, expected, settings) => expect(isPossible(text, settings)).toBe(expected));

  test('the given value of a parameter of an SSM type is a path, which is not compared', () => {
    expect(isPossible('IsStoredProd', { parameters: { StagePath: '/orders/prod' } })).toBe(true);
  });
});

describe('beyond 4,096 combinations', () => {
  const names = Array.from({ length: 13 }, (_, n) => `Flag${n}`);
  const many = templateOf(
    'flags.json',
    JSON.stringify({
      Parameters: Object.fromEntries(names.map(name => [name, { Type: 'String', AllowedValues: ['yes', 'no'] }])),
      Conditions: Object.fromEntries(
        names.flatMap(name => [
          [`Is${name}`, { 'Fn::Equals': [{ Ref: name }, 'yes'] }],
          [`No${name}`, { 'Fn::Equals': [{ Ref: name }, 'no'] }],
        ]),
      ),
    }),
  );
  const conditions = readConditions(many, { parameters: {} });
  const twelve = names.slice(0, 12).map(name => `Is${name}`);

  test('not: contradictions between conditions are seen', () => {
    expect(conditions.isPossible(terms(twelve.join(' ')))).toBe(true);
    expect(conditions.isPossible(terms([...twelve, 'NoFlag3'].join(' ')))).toBe(false);
  });

  test('conditions count as independent, but not of themselves', () => {
    const all = [...twelve, 'IsFlag12'];
    expect(conditions.isPossible(terms([...all, 'NoFlag3'].join(' ')))).toBe(true);
    expect(conditions.isPossible(terms([...all, '!IsFlag3'].join(' ')))).toBe(false);
  });
});
