import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { UserError } from '../user-error.ts';
import { type OpeningOptions, openingSettings } from './clients.ts';
import type { Throttle } from './throttle.ts';

/** One account in one Region, ready to be read. */
export interface Target {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** aws, aws-cn, aws-us-gov. */
  readonly partition: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Shared by all Regions of the account. */
  readonly throttle: Throttle;
}

/** An account, and credentials for it. */
export interface Session {
  readonly account: string;
  readonly partition: string;
  readonly credentials: AwsCredentialIdentityProvider;
}

/** The name that CloudTrail has for what is done with an assumed role. */
const sessionName = 'cfn-auth-audit';

/**
 * The Region that the AWS CLI would take: of the environment, then of the profile.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 *
 * @throws UserError where there is none.
 */
export async function defaultRegion(profile: string | undefined): Promise<string> {
  const given = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION;
  if (given) return given;
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'Region is missing') throw error;
    const hint = 'Say which with --region, or set AWS_REGION or the region of the profile.';
    throw new UserError('Which Region to scan is not said.', hint);
  } finally {
    client.destroy();
  }
}

/**
 * The caller's own session, by credentials as the AWS CLI finds them: environment, SSO, web identity, profiles and what
 * containers and instances have.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 *
 * @throws what the SDK throws where there are no credentials or they are refused.
 */
export function openSession(profile: string | undefined, options: OpeningOptions): Promise<Session> {
  const clientConfig = openingSettings(options);
  const provider = fromNodeProviderChain({ clientConfig, ...(profile !== undefined && { profile }) });
  return identify(provider, options);
}

/**
 * A session by a role that the caller may assume.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @throws what the SDK throws where the role cannot be assumed.
 */
export function assumeRole(caller: Session, roleArn: string, options: OpeningOptions): Promise<Session> {
  const provider = fromTemporaryCredentials({
    masterCredentials: caller.credentials,
    params: { RoleArn: roleArn, RoleSessionName: sessionName },
    clientConfig: { ...openingSettings(options), region: options.region },
  });
  return identify(provider, options);
}

async function identify(provider: AwsCredentialIdentityProvider, options: OpeningOptions): Promise<Session> {
  const client = new STSClient({ ...openingSettings(options), region: options.region, credentials: provider });
  try {
    const { Account: account, Arn: arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    const partition = arn.split(':')[1];
    if (!account || !partition)
      throw new UserError(
        'AWS does not say whose credentials these are.',
        'Check them with: aws sts get-caller-identity',
      );
    // The client keeps credentials and renews them before they expire; all other clients share that.
    const { credentials } = client.config;
    return { account, partition, credentials: () => credentials() };
  } finally {
    client.destroy();
  }
}
