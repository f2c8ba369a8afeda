import type { Links } from '../template/links.ts';
import { asString, at, type Node } from '../template/node.ts';
import type { Template } from '../template/template.ts';
import { readText, soleUnresolved } from '../template/text.ts';

/** The path of an AWS::ApiGateway::Resource, `?` for what is not known of it. Another stack may have made its parents. */
export function resourcePath(
  template: Template,
  reference: Node | undefined,
  links: Links,
  seen: readonly Node[] = [],
): string {
  const part = reference && soleUnresolved(readText(reference, links.scopeOf(template)));
  if (part?.attribute === 'RootResourceId') return '/';
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  if (!part || !resource || seen.includes(resource.node)) return '?';
  const segment = asString(at(resource.properties, 'PathPart')) ?? '?';
  const parent = at(resource.properties, 'ParentId');
  return `${resourcePath(part.template, parent, links, [...seen, resource.node]).replace(/\/$/, '')}/${segment}`;
}
