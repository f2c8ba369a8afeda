import {
  ListStackResourcesCommand,
  ListStacksCommand,
  type StackResourceSummary,
  type StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { StackResource } from './declared.ts';
import { type Place, serviceArn } from './place.ts';

/** The states in which a stack has resources; those that are deleted stay listed for 90 days. */
const statuses: StackStatus[] = [
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'CREATE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_IN_PROGRESS',
  'IMPORT_ROLLBACK_COMPLETE',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_FAILED',
  'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
];

/** Whether stacks are asked for their resources of a type: those of the services that are read from an account. */
export function isReadOfStacks(type: string): boolean {
  return /^AWS::(?:ApiGateway|ApiGatewayV2|AppSync|Cognito|Lambda)::/.test(type);
}

/**
 * Reads which physical resource each logical id of the stacks stands for: one call for a page of stacks, and one for
 * each 100 resources of a stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export async function readStackResources(place: Place): Promise<readonly StackResource[]> {
  const part = {
    arn: serviceArn(place, 'cloudformation', 'stack/*'),
    what: 'the CloudFormation stacks',
    action: 'cloudformation:ListStacks',
  };
  const { items } = await place.calls.all<StackSummary>(part, async (NextToken, options) => {
    const input = { StackStatusFilter: statuses, NextToken };
    const page = await place.clients.cloudFormation.send(new ListStacksCommand(input), options);
    return { items: page.StackSummaries, next: page.NextToken };
  });
  const stacks = await Promise.all(items.map(stack => readStack(place, stack)));
  return stacks.flat();
}

async function readStack(
  { calls, clients }: Place,
  { StackId, StackName: name = '' }: StackSummary,
): Promise<StackResource[]> {
  const part = {
    arn: StackId ?? name,
    what: `the resources of the stack ${name}`,
    action: 'cloudformation:ListStackResources',
  };
  const { items } = await calls.all<StackResourceSummary>(part, async (NextToken, options) => {
    const input = { StackName: StackId ?? name, NextToken };
    const page = await clients.cloudFormation.send(new ListStackResourcesCommand(input), options);
    return { items: page.StackResourceSummaries, next: page.NextToken };
  });
  return items.flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceType = '' }): StackResource[] =>
    LogicalResourceId && PhysicalResourceId && isReadOfStacks(ResourceType)
      ? [{ stackName: name, logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId }]
      : [],
  );
}
