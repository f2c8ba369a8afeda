import { asIntrinsic, asReference, asString, at, type Node } from '../template/node.ts';
import type { Template } from '../template/template.ts';

/** The path of an AWS::ApiGateway::Resource, `?` for what is not known of it. */
export function resourcePath(template: Template, reference: Node | undefined, seen: readonly string[]): string {
  if (isRootResource(reference)) return '/';
  const id = asReference(reference);
  const properties = id === undefined ? undefined : template.resources.get(id)?.properties;
  if (id === undefined || !properties || seen.includes(id)) return '?';
  const part = asString(at(properties, 'PathPart')) ?? '?';
  return `${resourcePath(template, at(properties, 'ParentId'), [...seen, id]).replace(/\/$/, '')}/${part}`;
}

/** `Fn::GetAtt` of an API's RootResourceId, in each of its forms. */
function isRootResource(reference: Node | undefined): boolean {
  const call = asIntrinsic(reference);
  if (call?.name === 'Fn::Sub') return /^\$\{\w+\.RootResourceId\}$/.test(asString(call.argument) ?? '');
  if (call?.name !== 'Fn::GetAtt') return false;
  const { argument } = call;
  return argument.kind === 'list'
    ? asString(argument.items[1]) === 'RootResourceId'
    : asString(argument)?.endsWith('.RootResourceId') === true;
}
