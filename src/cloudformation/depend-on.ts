import type { Fix } from '../model/place.ts';
import { appendItem, fillEmpty, insertEntryAfter, listWith, replaceScalar } from '../template/edit.ts';
import { asString } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';
import { isDefined } from './dependencies.ts';

/** Adds a name to a resource's DependsOn, or mends one in it that stands for nothing. */
export function dependOn(template: Template, resource: Resource, target: string): Fix | undefined {
  const description = `Add ${target} to DependsOn of ${resource.name}.`;
  const named = resource.dependsOn.map(node => ({ node, name: asString(node) }));
  const dangling = named.find(({ name }) => name !== undefined && !isDefined(template, name));
  if (dangling) {
    const edits = [replaceScalar(dangling.node, target)];
    return { description: `Depend on ${target} instead of ${dangling.name}.`, edits };
  }
  const edit = additionTo(resource, target);
  return edit && { description, edits: [edit] };
}

function additionTo(resource: Resource, target: string) {
  const node = resource.node.entries.get('DependsOn');
  if (!node) return insertEntryAfter(resource.node, 'Type', 'DependsOn', target);
  if (node.kind === 'list') return appendItem(node, target);
  return asString(node) === undefined ? fillEmpty(node, target) : listWith(node, target);
}
