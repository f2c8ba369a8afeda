import type { AccountReading } from '../account/declared.ts';

/** A CloudFormation stack of an account: the physical ids of its resources by their logical ids, as far as they are known. */
export interface Stack {
  readonly name: string;
  readonly physicalIds: ReadonlyMap<string, string>;
  /** Told from tags of APIs and pools alone, so that the stack has more than these. */
  readonly isPartial: boolean;
}

/** What of a template tells the stacks that are made of it. */
export interface StackTemplate {
  readonly file: string;
  /** The name of its stack, where a samconfig file or an option gives it. */
  readonly stackName?: string;
  /** Of the resources that would be seen in a stack. */
  readonly logicalIds: ReadonlySet<string>;
}

const tagNames = { stack: 'aws:cloudformation:stack-name', id: 'aws:cloudformation:logical-id' };

/** The stacks of an account and Region: from CloudFormation where it could be asked, otherwise from the tags of resources. */
export function stacksOf({ stackResources, resources }: AccountReading): readonly Stack[] {
  const whole = new Map<string, Map<string, string>>();
  for (const { stackName, logicalId, physicalId } of stackResources) put(whole, stackName, logicalId, physicalId);
  const partial = new Map<string, Map<string, string>>();
  for (const { tags = {}, physicalId } of resources) {
    const [name, id] = [tags[tagNames.stack], tags[tagNames.id]];
    if (name === undefined || id === undefined || physicalId === undefined || whole.has(name)) continue;
    put(partial, name, id, physicalId);
  }
  return [
    ...[...whole].map(([name, physicalIds]) => ({ name, physicalIds, isPartial: false })),
    ...[...partial].map(([name, physicalIds]) => ({ name, physicalIds, isPartial: true })),
  ];
}

function put(stacks: Map<string, Map<string, string>>, name: string, logicalId: string, physicalId: string): void {
  const stack = stacks.get(name) ?? new Map<string, string>();
  stacks.set(name, stack.set(logicalId, physicalId));
}

/** Stacks that have fewer of a template's resources are taken for those of another. */
const leastShare = 0.5;

/**
 * The stacks that are made of each template, by its file. A stack whose name is known is that template's and no other's;
 * any other stack is of the template that has most of its resources, and of none where two have as many.
 */
export function stacksOfTemplates(
  templates: readonly StackTemplate[],
  stacks: readonly Stack[],
): ReadonlyMap<string, readonly Stack[]> {
  const found = new Map<string, Stack[]>();
  for (const stack of stacks) {
    const template = templateOf(stack, templates);
    if (template) found.set(template.file, [...(found.get(template.file) ?? []), stack]);
  }
  return found;
}

function templateOf(stack: Stack, templates: readonly StackTemplate[]): StackTemplate | undefined {
  const named = templates.filter(template => template.stackName === stack.name);
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const scored = templates
    .filter(template => template.stackName === undefined)
    .map(template => ({ template, share: shareOf(stack, template) }))
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share);
  const [best, second] = scored;
  return best && best.share !== second?.share ? best.template : undefined;
}

/** How much of a template a stack has; of a stack that is known in part, how much of that a template has. */
function shareOf({ physicalIds, isPartial }: Stack, { logicalIds }: StackTemplate): number {
  const common = [...physicalIds.keys()].filter(id => logicalIds.has(id)).length;
  if (isPartial) return common === physicalIds.size ? 1 / logicalIds.size + leastShare : 0;
  return logicalIds.size === 0 ? 0 : common / logicalIds.size;
}
