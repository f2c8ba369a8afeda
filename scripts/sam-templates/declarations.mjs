import fc from 'fast-check';
import { maybe, one } from './arbitraries.mjs';
import { copy, isIntrinsic, isMap } from './values.mjs';

export const parameters = {
  Stage: { Type: 'String', Default: 'prod' },
  Scope: { Type: 'String', Default: 'orders/admin' },
  Chosen: { Type: 'String', Default: 'Users' },
  Flag: { Type: 'String', Default: 'false' },
  Number: { Type: 'Number', Default: 0 },
  Empty: { Type: 'String', Default: '' },
  List: { Type: 'CommaDelimitedList', Default: 'orders/read,orders/write' },
  Bare: { Type: 'String' },
};

const conditions = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  HasAdmins: { 'Fn::Equals': [{ Ref: 'Bare' }, 'yes'] },
  IsQuiet: { 'Fn::Not': [{ Condition: 'HasAdmins' }] },
};

const conditionName = one('IsProd', 'HasAdmins', 'IsQuiet');
export const conditional = maybe(18, conditionName);
export const choice = (then, otherwise) => fc.tuple(conditionName, then, otherwise).map(parts => ({ 'Fn::If': parts }));

export function inline(value) {
  if (isIntrinsic(value) && parameters[value.Ref]?.Default !== undefined) return parameters[value.Ref].Default;
  if (Array.isArray(value)) return value.map(inline);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item)])) : value;
}

/** The template with just those parameters and conditions that it uses. */
export function withDeclarations(template) {
  const text = JSON.stringify(template.Resources) + JSON.stringify(template.Globals ?? {});
  const named = name => text.includes(`"${name}"`);
  const used = Object.keys(conditions).filter(name => named(name) || (name === 'HasAdmins' && named('IsQuiet')));
  const ConditionsSection =
    used.length > 0 ? Object.fromEntries(used.map(name => [name, conditions[name]])) : undefined;
  const whole = text + JSON.stringify(ConditionsSection ?? {});
  const refs = Object.keys(parameters).filter(name => whole.includes(`{"Ref":"${name}"}`));
  const { Transform, Parameters: _, Conditions: __, ...rest } = template;
  return copy({
    Transform,
    Parameters: refs.length > 0 ? Object.fromEntries(refs.map(name => [name, parameters[name]])) : undefined,
    Conditions: ConditionsSection,
    ...rest,
  });
}
