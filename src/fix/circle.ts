import { asString, type Node } from '../template/node.ts';
import { namesReferredTo } from '../template/references.ts';
import type { SourceFile } from '../template/source.ts';
import { isTemplate, type Resource, readTemplate } from '../template/template.ts';

/**
 * The ids of resources of which each can only be created after the next, and the last after the first; undefined where
 * there are none. CloudFormation refuses such a template.
 */
export function circleIn(file: SourceFile, root: Node): readonly string[] | undefined {
  if (!isTemplate(root)) return undefined;
  const { resources } = readTemplate(file, root);
  const done = new Set<string>();
  const circleFrom = (id: string, way: readonly string[]): readonly string[] | undefined => {
    const at = way.indexOf(id);
    if (at >= 0) return way.slice(at);
    const resource = resources.get(id);
    if (!resource || done.has(id)) return undefined;
    for (const name of namesNeeded(resource)) {
      const circle = circleFrom(name, [...way, id]);
      if (circle) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of resources.keys()) {
    const circle = circleFrom(id, []);
    if (circle) return circle;
  }
  return undefined;
}

function namesNeeded({ node, dependsOn }: Resource): ReadonlySet<string> {
  const names = dependsOn.flatMap(each => asString(each) ?? []);
  return new Set([...names, ...namesReferredTo(node)]);
}
