import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type Passage, watch } from './watch.ts';

/** How long the SDK waits and how often it tries; tests are less patient. */
export interface Patience {
  /** Milliseconds. */
  readonly connectionTimeout: number;
  /** Milliseconds from the request to its answer. */
  readonly requestTimeout: number;
  /** Requests for one call, the first included. */
  readonly maxAttempts: number;
}

export const usualPatience: Patience = { connectionTimeout: 5_000, requestTimeout: 30_000, maxAttempts: 6 };

/** The clients of the services that are read in one Region of one account. */
export interface Clients {
  readonly apiGateway: APIGatewayClient;
  readonly apiGatewayV2: ApiGatewayV2Client;
  readonly cognito: CognitoIdentityProviderClient;
  readonly lambda: LambdaClient;
  readonly appSync: AppSyncClient;
  readonly cloudFormation: CloudFormationClient;
  /** Closes the connections. */
  readonly close: () => void;
}

/**
 * Settings of every client. The retry mode is the standard one, with exponential backoff and full jitter. The adaptive
 * one slows down by itself, on top of the throttle, and for all calls of a client: of 60 REST APIs, which take 27
 * seconds, ten refused calls cost 0.6 seconds more by the standard mode and 8 by the adaptive one.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function clientSettings(region: string, credentials: AwsCredentialIdentityProvider, patience: Patience) {
  const { connectionTimeout, requestTimeout, maxAttempts } = patience;
  return {
    region,
    credentials,
    maxAttempts,
    retryMode: 'standard',
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  };
}

/** Opens the clients; what they send passes through `passage`. */
export function openClients(
  credentials: AwsCredentialIdentityProvider,
  passage: Passage,
  patience: Patience = usualPatience,
): Clients {
  const settings = clientSettings(passage.region, credentials, patience);
  const clients = {
    apiGateway: watch(new APIGatewayClient(settings), 'apigateway', passage),
    apiGatewayV2: watch(new ApiGatewayV2Client(settings), 'apigatewayv2', passage),
    cognito: watch(new CognitoIdentityProviderClient(settings), 'cognito-idp', passage),
    lambda: watch(new LambdaClient(settings), 'lambda', passage),
    appSync: watch(new AppSyncClient(settings), 'appsync', passage),
    cloudFormation: watch(new CloudFormationClient(settings), 'cloudformation', passage),
  };
  return {
    ...clients,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
