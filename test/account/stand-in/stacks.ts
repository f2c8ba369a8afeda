/* CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/. A page is 100, and none says. */
import { type Stack, stackArn } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';

const paging: Paging = { token: 'NextToken', usual: 100, most: 100, code: 'ValidationError' };
const created = '2023-11-14T22:13:20.000Z';

/** Deleted stacks are among them, as in the 90 days after. */
export function listStacks(call: Call): object {
  const wanted = call.parameters('StackStatusFilter');
  const stacks = (call.contents.stacks ?? []).filter(
    ({ status = 'CREATE_COMPLETE' }) => wanted.length === 0 || wanted.includes(status),
  );
  const { items, next } = pageOfList(call, stacks, paging);
  return {
    StackSummaries: items.map(({ name, status = 'CREATE_COMPLETE' }) => ({
      StackId: stackArn(call.account.id, call.region, name),
      StackName: name,
      StackStatus: status,
      CreationTime: created,
    })),
    NextToken: next,
  };
}

/** All stacks that are not deleted, or the one that is named. */
export function describeStacks(call: Call): object {
  const stacks =
    call.subject === ''
      ? (call.contents.stacks ?? []).filter(({ status }) => status !== 'DELETE_COMPLETE')
      : [stackOf(call)];
  const { items, next } = pageOfList(call, stacks, paging);
  return {
    Stacks: items.map(({ name, status = 'CREATE_COMPLETE', tags = {} }) => ({
      StackId: stackArn(call.account.id, call.region, name),
      StackName: name,
      StackStatus: status,
      CreationTime: created,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
    NextToken: next,
  };
}

export function listStackResources(call: Call): object {
  const { items, next } = pageOfList(call, stackOf(call).resources ?? [], paging);
  return { StackResourceSummaries: items.map(resourceDescribed), NextToken: next };
}

/** Of the first 100 resources only: AWS gives no more of them here. */
export function describeStackResources(call: Call): object {
  const { name, resources = [] } = stackOf(call);
  const StackId = stackArn(call.account.id, call.region, name);
  return {
    StackResources: resources
      .slice(0, 100)
      .map(resource => ({ StackId, StackName: name, Timestamp: created, ...resourceDescribed(resource) })),
  };
}

function resourceDescribed({ logicalId, type, physicalId }: NonNullable<Stack['resources']>[number]): object {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: 'CREATE_COMPLETE',
    LastUpdatedTimestamp: created,
  };
}

export function getTemplate(call: Call): object {
  const { template = '{}', processedTemplate = template } = stackOf(call);
  const processed = call.parameter('TemplateStage') === 'Processed';
  return { TemplateBody: processed ? processedTemplate : template, StagesAvailable: ['Original', 'Processed'] };
}

function stackOf({ contents, subject }: Call): Stack {
  const stack = (contents.stacks ?? []).find(({ name }) => name === subject);
  if (stack !== undefined) return stack;
  throw new Refusal('ValidationError', 400, `Stack with id ${subject} does not exist`);
}
