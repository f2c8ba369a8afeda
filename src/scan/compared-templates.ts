import { isReadOfStacks } from '../account/stacks.ts';
import type { ComparedTemplate, ComparedTemplates } from '../compare/drifts.ts';
import { buildModel } from '../model/build.ts';
import type { Policy } from '../policy/policy.ts';
import { readTemplates, type TemplateOptions } from '../read-templates.ts';
import { withGlobals } from '../sam/globals.ts';
import { nestTemplates } from '../template/nesting.ts';
import { at } from '../template/node.ts';
import type { DeploymentSettings } from '../template/settings.ts';
import type { Resource, Template } from '../template/template.ts';
import { literalOf, readText } from '../template/text.ts';

/** The templates that an account is compared with, and what is known of their deployment. */
export type ComparisonOptions = Omit<TemplateOptions, 'readStandardInput' | 'onProgress' | 'onNotice'>;

/**
 * Reads and models the templates that accounts are compared with.
 *
 * @throws UserError where a path does not exist, or there is no template.
 */
export async function readComparedTemplates(
  options: ComparisonOptions,
  policy: Policy,
  onNotice: (message: string) => void,
): Promise<ComparedTemplates> {
  const found = await readTemplates({ ...options, onNotice, readStandardInput: async () => '' });
  const workspace = nestTemplates(found.templates, found.files, found.deploymentOf);
  const model = buildModel(workspace, found.files, policy.external);
  return {
    model,
    templates: Array.from(found.files.room.inTurn(workspace.templates), template =>
      comparedTemplate(template, found.deploymentOf(template.file.name)),
    ),
  };
}

function comparedTemplate(template: Template, settings: DeploymentSettings): ComparedTemplate {
  const { stackName } = settings;
  return {
    file: template.file.name,
    logicalIds: new Set([...template.resources.values()].filter(isComparable).map(({ id }) => id)),
    apiNames: new Map(
      [...template.resources.values()].flatMap(resource => {
        const name = nameOf(resource, template, settings);
        return name === undefined ? [] : [[resource.id, name] as const];
      }),
    ),
    ...(stackName !== undefined && { stackName }),
  };
}

/** Those of SAM's resources that become one of a type that is read, by the same logical id. */
const readSamTypes = /^AWS::Serverless::(?:Api|HttpApi|WebSocketApi|GraphQLApi|Function)$/;

/** Whether a stack would be seen to have the resource; tables and roles of a template say nothing of whose stack it is. */
function isComparable({ type }: Resource): boolean {
  return isReadOfStacks(type) || readSamTypes.test(type);
}

/** The name that an API has once deployed. */
function nameOf(resource: Resource, template: Template, settings: DeploymentSettings): string | undefined {
  const isSam = resource.type.startsWith('AWS::Serverless::');
  const properties = isSam ? withGlobals(template, resource) : resource.properties;
  const name = at(properties, 'Name');
  return name && literalOf(readText(name, { template, settings }));
}
