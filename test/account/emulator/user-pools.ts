/* User pools in the emulator, with what tokens are asked for. */
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { found } from './ids.ts';
import type { Clients } from './world.ts';

export interface Pool {
  readonly id: string;
  readonly arn: string;
  readonly issuer: string;
  /** Creates a client and returns its id. */
  client(name: string, settings: Omit<CreateUserPoolClientCommandInput, 'UserPoolId' | 'ClientName'>): Promise<string>;
}

export interface PoolSettings {
  readonly domain?: string;
  /** The names of the scopes, by the identifier of their resource server. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
}

export async function createPool(
  { cognito, region, name: note, secret }: Clients,
  name: string,
  { domain, servers }: PoolSettings,
): Promise<Pool> {
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: name }));
  const id = note(name, UserPool?.Id);
  if (domain !== undefined) await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: id, Domain: domain }));
  for (const [identifier, scopes] of Object.entries(servers)) {
    const Scopes = scopes.map(scope => ({ ScopeName: scope, ScopeDescription: `May ${scope}` }));
    await cognito.send(
      new CreateResourceServerCommand({ UserPoolId: id, Identifier: identifier, Name: identifier, Scopes }),
    );
  }
  return {
    id,
    arn: found(UserPool?.Arn, name),
    issuer: `https://cognito-idp.${region}.amazonaws.com/${id}`,
    client: async (called, settings) => {
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({ ...settings, UserPoolId: id, ClientName: called }),
      );
      if (UserPoolClient?.ClientSecret !== undefined) secret(UserPoolClient.ClientSecret);
      return note(`${name} ${called}`, UserPoolClient?.ClientId);
    },
  };
}
