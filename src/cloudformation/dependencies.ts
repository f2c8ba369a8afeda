import type { Dependency } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import { isGeneratedId } from '../sam/generated-ids.ts';
import { replaceScalar } from '../template/edit.ts';
import { asString, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { namesReferredTo } from '../template/references.ts';
import { hasUnreadMacro, type Resource, type Template } from '../template/template.ts';

/** Every name in a DependsOn, and whether the template has a resource of that name. */
export function readDependencies(template: Template, isFragment: boolean): Dependency[] {
  const isIncomplete = isFragment || hasUnreadMacro(template);
  const found: Dependency[] = [];
  for (const resource of template.resources.values()) {
    for (const node of resource.dependsOn) {
      const target = asString(node);
      if (target !== undefined) found.push(readDependency(template, resource, node, target, isIncomplete));
    }
  }
  return found;
}

/** Whether the deployed stack has a resource of this id: one of the template's own, or one that SAM generates. */
export function isDefined(template: Template, id: string): boolean {
  return template.resources.has(id) || isGeneratedId(template, id);
}

function readDependency(
  template: Template,
  resource: Resource,
  node: Node,
  target: string,
  isIncomplete: boolean,
): Dependency {
  const base = { resource: resource.name, target, place: placeOf(node) };
  if (isDefined(template, target)) return { ...base, state: 'defined' };
  if (isIncomplete) return { ...base, state: 'unknown' };
  const meant = nearestResource(template, resource, target);
  if (meant === undefined) return { ...base, state: 'undefined' };
  const fix = { description: `Depend on ${meant} instead.`, edits: [replaceScalar(node, meant)] };
  return { ...base, state: 'undefined', nearest: meant, fix };
}

/** The resource that was likely meant: spelt alike, or the only one of the type that the name ends in. */
function nearestResource(template: Template, from: Resource, target: string): string | undefined {
  const others = [...template.resources.values()].filter(other => other.id !== from.id);
  const bySpelling = nearest(
    target,
    others.map(other => other.id),
  );
  if (bySpelling !== undefined) return bySpelling;
  const byType = others.filter(other => {
    const words =
      other.type
        .split('::')
        .at(-1)
        ?.match(/[A-Z][a-z0-9]*/g) ?? [];
    return words.length > 1 && target.endsWith(words.slice(-2).join(''));
  });
  return byType.length === 1 ? byType[0]?.id : undefined;
}

/** What comes before each resource asked about so far: every scope of a client asks for the same one. */
const predecessors = new WeakMap<Template, Map<string, ReadonlySet<string>>>();

/** Whether CloudFormation creates `to` before `from`: DependsOn or a reference leads there, directly or not. */
export function isOrderedAfter(template: Template, from: string, to: string): boolean {
  const known = predecessors.get(template) ?? new Map<string, ReadonlySet<string>>();
  predecessors.set(template, known);
  const before = known.get(from) ?? predecessorsOf(template, from);
  known.set(from, before);
  return before.has(to);
}

function predecessorsOf(template: Template, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const resource = template.resources.get(id);
    if (!resource) continue;
    const names = [...resource.dependsOn.flatMap(node => asString(node) ?? []), ...namesReferredTo(resource.node)];
    for (const name of names) {
      if (!found.has(name)) queue.push(name);
      found.add(name);
    }
  }
  return found;
}
