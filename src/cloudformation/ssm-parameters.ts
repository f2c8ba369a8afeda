import type { SsmParameter } from '../model/model.ts';
import { removeEntry } from '../template/edit.ts';
import { asString, walk } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import { referencesIn } from '../template/references.ts';
import { hasUnreadMacro, type Template } from '../template/template.ts';
import { ssmTypeOf } from '../template/text.ts';

/** The parameters that CloudFormation reads from the SSM Parameter Store, and whether anything refers to them. */
export function readSsmParameters(template: Template, isFragment: boolean): SsmParameter[] {
  const parameters = [...template.parameters].flatMap(([name, node]) => {
    const type = ssmTypeOf(template, name);
    return type === undefined ? [] : [{ name, type, node }];
  });
  if (parameters.length === 0) return [];
  const used = template.references.names;
  // A loop over nothing makes nothing, and yet its text refers to what it names.
  const mentioned = template.isExpanded ? referencesIn(template.written).names : used;
  const isIncomplete = isFragment || hasUnreadMacro(template) || hasUnreadInclude(template);
  const found: SsmParameter[] = [];
  for (const { name, type, node } of parameters) {
    const path = asString(node.entries.get('Default'));
    const removal = removeEntry(node);
    const use = used.has(name) || mentioned.has(name) ? 'used' : isIncomplete ? 'unknown' : 'unused';
    found.push({
      name,
      type,
      place: placeOfKey(node),
      use,
      ...(path !== undefined && { path }),
      ...(use === 'unused' && removal && { fix: { description: `Remove ${name}.`, edits: [removal] } }),
    });
  }
  return found;
}

function hasUnreadInclude(template: Template): boolean {
  if (!template.file.text.includes('Fn::Transform')) return false;
  for (const node of walk(template.root)) if (node.kind === 'map' && node.entries.has('Fn::Transform')) return true;
  return false;
}
