/* What we say of templates that AWS's SAM translator refuses, and that we say nothing of those that it accepts. */

import { afterAll, describe, expect, test } from '@jest/globals';
import { systemOf } from '../../src/model/place.ts';
import { auditOf, corpora, corpusFolder, hasCorpus, type OracleTemplate, oracleOf } from './corpus.ts';

/** What the translator refuses templates for that has nothing to do with who may call what. */
const outOfScope: readonly { readonly cause: RegExp; readonly reason: string }[] = [
  {
    reason: "a function's code, versions, role and queues",
    cause:
      /AutoPublish|DeploymentPreference|PassthroughCondition|Alarms|VersionDeletionPolicy|'Role'|of template '|policy template|DeadLetter|CapacityProviderConfig/,
  },
  {
    reason: 'events that are no requests, and their destinations',
    cause:
      /S3 ?[Ee]vent|Cognito trigger|Userpool|LambdaConfig|SourceAccessConfigurations|KmsKeyId|ConsumerGroupId|QueueLogicalId|QueueARN|'(?:Broker|Stream|StartingPosition)'|State and Enabled|DestinationConfig|'SQS'|Event source '/,
  },
  {
    reason: 'connectors',
    cause:
      /[Cc]onnector|'(?:Source|Destination|Permissions|SourceReference)'|'Id'|'Type' is missing|Destination\.Arn|[Uu]nable to (?:get|find) /,
  },
  { reason: 'capacity providers', cause: /CapacityProvider/ },
  {
    reason: 'layers',
    cause: /'(?:CompatibleRuntimes|LicenseInfo|RetentionPolicy|CompatibleArchitectures)'|CompatibleArchitectures needs/,
  },
  { reason: 'nested applications', cause: /'ApplicationId'/ },
  { reason: 'ids of two resources that are the same', cause: /attempts to create a new resource/ },
  { reason: 'the order of creation', cause: /'DependsOn'/ },
  { reason: "parameters' default values, which CloudFormation refuses before SAM", cause: /Fn::Sub variable/ },
];

/** Templates whose definitions lie in a bucket: CloudFormation has put them in place before SAM runs. */
const includedElsewhere = [
  'aws-samples+serverless-coffee/00-baseCore/output.yaml',
  'aws-samples+serverless-coffee/01-appCore/output.yaml',
];

/** A cause without the list of what would have been right, which has names of everything in it. */
function faultOf(cause: string): string {
  return cause.replace(/Must be one of the following values.*/, '');
}

function isInScope({ file, endpoints, causes = [] }: OracleTemplate): boolean {
  if (endpoints || includedElsewhere.includes(file)) return false;
  return causes.length === 0 || causes.some(cause => !outOfScope.some(each => each.cause.test(faultOf(cause))));
}

/** The files of a corpus of which we say that their deployment is refused. */
async function refusedFiles(corpus: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  const { findings } = await auditOf(corpusFolder(corpus), files);
  const refusals = findings.filter(
    ({ ruleId, message }) =>
      ruleId === 'sam-auth-rejected' ||
      // What a definition of the user's names without defining it is refused by nobody.
      (ruleId === 'authorizer-undefined' && message.endsWith('the deployment is refused.')),
  );
  return new Set(refusals.map(({ place }) => systemOf(place)));
}

(hasCorpus ? describe : describe.skip)('refusals of the corpora (skipped without ../shared/corpus)', () => {
  const figures: string[] = [];
  afterAll(() => {
    process.stderr.write(`${figures.join('\n')}\n`);
  });

  test.each(corpora)('%s', async corpus => {
    const templates = oracleOf(corpus);
    const found = await refusedFiles(
      corpus,
      templates.map(({ file }) => file),
    );
    const refused = templates.filter(isInScope).map(({ file }) => file);
    const accepted = templates.filter(({ endpoints }) => endpoints).map(({ file }) => file);
    const missed = refused.filter(file => !found.has(file));
    const mistaken = accepted.filter(file => found.has(file));
    figures.push(
      `${corpus}: ${refused.length - missed.length} of ${refused.length} refused templates found, ` +
        `${mistaken.length} of ${accepted.length} accepted templates`,
    );
    expect({ missed, accepted: mistaken }).toEqual({ missed: [], accepted: [] });
  });

  test('each cause that is out of scope occurs', () => {
    const causes = corpora.flatMap(corpus => oracleOf(corpus).flatMap(template => template.causes ?? []));
    expect(outOfScope.filter(({ cause }) => !causes.some(each => cause.test(faultOf(each))))).toEqual([]);
  });
});
