import type { Rule } from '../../src/model/finding.ts';

export const dependsOnUndefined: Rule = {
  id: 'depends-on-undefined',
  title: 'DependsOn names resources of the template',
  severity: 'error',
  why: 'CloudFormation refuses a template with a DependsOn that names nothing; and what should have come first has no order at all.',
  fix: 'Name a resource of the template, or remove the entry.',
  exceptions:
    'Ids that the SAM transform generates, such as OrdersFunctionRole or ServerlessRestApi. Parts of a template that a build puts together, and templates with macros, are counted as not determined.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html'],
  *check(model) {
    for (const { resource, target, place, state, nearest, fix } of model.dependencies) {
      if (state !== 'undefined') continue;
      const meant = nearest === undefined ? '' : ` (${nearest} may be meant)`;
      const message = `${resource} depends on ${target}, which the template does not have${meant}.`;
      yield { message, place, ...(fix && { fix }) };
    }
  },
};
