import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { yamlParse } from 'yaml-cfn';
import { copy, isMap, noValue } from './values.mjs';

// Templates that people have written, with a few changes: a setting goes, or gets the value that a setting of the same name
// has elsewhere, or one of another kind, or a choice between two. What comes out is unlike what a plan draws, and SAM
// refuses two of three.

/** Characters; larger templates take the translator too long. */
const longest = 15_000;

/** What the translator does not expand, and an API that its answers leave out. */
const unread = /Fn::ForEach|Fn::Transform|AWS::Include|AWS::LanguageExtensions|AWS::AppSync::Api"/;

/** Settings that have to do with who may call what. */
const telling =
  /Auth|Api|Scope|Cors|Polic|Condition|Definition|Domain|Event|Globals|Identity|Invoke|Method|Path|Properties|Routes|StageName|Type|Url|^(?:components|openapi|paths|security.*|swagger|x-.*|get|post|options)$/;

const oddities = [
  ...[null, '', 0, 1, true, false, 'true', 'false', [], {}, 'x', ['x'], { x: 1 }, '/', '/{proxy+}', '$default', 'any'],
  ...['NONE', 'AWS_IAM', { Ref: 'Missing' }, { 'Fn::Sub': `\${AWS::StackName}` }],
];

const condition = 'IsInEurope';
const conditions = { [condition]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } };

/**
 * Draws templates of a folder, with one to three changes each.
 *
 * @param {string} folder Where they lie, at any depth.
 */
export function changedTemplates(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const templates = names
    .filter(name => /\.(?:ya?ml|json)$/.test(name))
    .flatMap(name => readTemplate(join(folder, name)));
  const values = new Map();
  for (const template of templates) collect(values, template);
  const change = fc.record({ at: fc.nat(), what: fc.nat(), isTelling: fc.nat(4), kind: fc.nat(9) });
  return fc
    .tuple(fc.constantFrom(...templates), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([template, changes]) => {
      const changed = copy({ ...template, Conditions: { ...template.Conditions, ...conditions } });
      for (const each of changes) apply(changed, each, values);
      for (const resource of Object.values(changed.Resources))
        withoutRootSecurity(resource?.Properties?.DefinitionBody);
      return changed;
    });
}

/** Security at a definition's root is another matter to API Gateway than to the translator's answers. */
function withoutRootSecurity(definition) {
  if (isMap(definition)) delete definition.security;
}

function readTemplate(file) {
  const text = readFileSync(file, 'utf8');
  if (text.length > longest) return [];
  try {
    const template = copy(yamlParse(text));
    const isRead = !unread.test(JSON.stringify(template)) && isMap(template.Resources);
    return isRead && Object.values(template.Resources).some(isOfSam) ? [template] : [];
  } catch {
    // Some are broken on purpose.
    return [];
  }
}

function isOfSam(resource) {
  return isMap(resource) && String(resource.Type).startsWith('AWS::Serverless');
}

/** Adds the values of all settings by their names; an item of a list has that of the list, in brackets. */
function collect(values, value, name) {
  if (name !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  if (Array.isArray(value)) for (const item of value) collect(values, item, `[${name}]`);
  else if (isMap(value)) for (const [key, each] of Object.entries(value)) collect(values, each, key);
}

function apply(template, { at, what, isTelling, kind }, values) {
  const settings = [...settingsOf(template)];
  const some = isTelling === 0 ? settings : settings.filter(({ name }) => telling.test(name));
  if (some.length === 0) return;
  const { parent, key, name, isInDefinition } = some[at % some.length];
  const like = values.get(name) ?? oddities;
  const other = copy(like[what % like.length]);
  // A choice within a definition or a list, as of scopes, is one value to us and either to the translator's answers.
  const mayBeChosen = !isInDefinition && !Array.isArray(parent);
  if (kind < 4 || (kind > 7 && !mayBeChosen)) parent[key] = other;
  else if (kind < 6) {
    if (Array.isArray(parent)) parent.splice(key, 1);
    else delete parent[key];
  } else if (kind < 8) parent[key] = copy(oddities[what % oddities.length]);
  else parent[key] = { 'Fn::If': [condition, parent[key], what % 2 ? other : noValue] };
}

/** What can be changed: all below SAM's resources, and Globals. */
function* settingsOf({ Globals, Resources }) {
  if (isMap(Globals)) yield* settingsIn(Globals);
  for (const resource of Object.values(Resources).filter(isOfSam)) yield* settingsIn(resource.Properties);
}

function* settingsIn(parent, listName, isInDefinition = false) {
  if (typeof parent !== 'object' || parent === null) return;
  for (const key of Object.keys(parent)) {
    // What is no choice any more, CloudFormation refuses.
    if (key === 'Fn::If') continue;
    const name = listName === undefined ? key : `[${listName}]`;
    yield { parent, key, name, isInDefinition };
    const isDefinition = isInDefinition || key === 'DefinitionBody';
    yield* settingsIn(parent[key], Array.isArray(parent[key]) ? name : undefined, isDefinition);
  }
}
