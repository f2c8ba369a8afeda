import { asIntrinsic, asString, type Node, scalarNode, withChildren } from '../template/node.ts';
import { type DeploymentSettings, givenValue } from '../template/settings.ts';
import type { Template } from '../template/template.ts';
import { ssmTypeOf } from '../template/text.ts';

/**
 * Puts a parameter's value in place of each `Ref` to it, as SAM does in some properties: the given value, otherwise the
 * default. What the SSM Parameter Store holds is not known and stays a Ref. The result keeps the places of the Refs.
 */
export function inlineParameters(node: Node, template: Template, settings: DeploymentSettings): Node {
  const call = asIntrinsic(node);
  if (call?.name === 'Ref') {
    const value = parameterValue(asString(call.argument) ?? '', template, settings);
    return value === undefined ? node : scalarNode(node, value);
  }
  return withChildren(node, child => inlineParameters(child, template, settings));
}

function parameterValue(name: string, template: Template, settings: DeploymentSettings) {
  if (ssmTypeOf(template, name)) return undefined;
  const given = givenValue(settings, name);
  if (given !== undefined) return given;
  const fallback = template.parameters.get(name)?.entries.get('Default');
  return fallback?.kind === 'scalar' ? fallback.value : undefined;
}
