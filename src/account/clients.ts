import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentityProvider, NodeHttpHandlerOptions } from '@smithy/types';
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

/** How accounts are found and opened, before anything is read of them. */
export interface OpeningOptions {
  /** Where to ask what is the same in all Regions. */
  readonly region: string;
  readonly patience: Patience;
  /** Once aborted, calls end with an error, those that are under way too. */
  readonly signal?: AbortSignal;
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
function clientSettings({ maxAttempts, ...timeouts }: Patience) {
  return { maxAttempts, retryMode: 'standard', requestHandler: { ...timeouts, throwOnRequestTimeout: true } };
}

/** The same for clients that open accounts; those that look for credentials make calls of their own. */
export function openingSettings({ patience, signal }: OpeningOptions) {
  const { requestHandler, ...settings } = clientSettings(patience);
  return { ...settings, requestHandler: signal ? new EndingHandler(requestHandler, signal) : requestHandler };
}

/** Sends requests until it is told to end. */
class EndingHandler extends NodeHttpHandler {
  readonly #signal: AbortSignal;

  constructor(options: NodeHttpHandlerOptions, signal: AbortSignal) {
    super(options);
    this.#signal = signal;
  }

  override handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    return super.handle(request, { ...options, abortSignal: this.#signal });
  }
}

/** Opens the clients; what they send passes through `passage`. */
export function openClients(
  credentials: AwsCredentialIdentityProvider,
  passage: Passage,
  patience: Patience = usualPatience,
): Clients {
  const settings = { ...clientSettings(patience), region: passage.region, credentials };
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
