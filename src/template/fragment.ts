import { isDeployed, type Template } from './template.ts';

/**
 * Whether a template is a part that a build puts together with others, so that a name missing in it is no mistake: it
 * has SAM's types without the SAM transform, or refers to more than three names that it does not define.
 */
export function isFragment(template: Template, isGenerated: (name: string) => boolean): boolean {
  if (isDeployed(template)) return false;
  const hasTransform = template.transforms.length > 0;
  const hasSamTypes = template.isSam && !template.transforms.some(name => name.startsWith('AWS::Serverless'));
  if (hasSamTypes && !hasTransform) return true;
  return unresolvedNames(template, isGenerated).length > 3;
}

/** The names that a template refers to without defining them. */
export function unresolvedNames(template: Template, isGenerated: (name: string) => boolean): string[] {
  const isDefined = (name: string) =>
    name.startsWith('AWS::') || template.parameters.has(name) || template.resources.has(name) || isGenerated(name);
  return [...template.references.names].filter(name => !isDefined(name));
}
