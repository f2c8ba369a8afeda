import { resourceTerms } from '../cloudformation/guards.ts';
import type { ExposedSecret, IdentityPool, SharedValue, ValueRead } from '../model/oauth.ts';
import { nearest } from '../nearest.ts';
import type { Conditions } from '../template/conditions.ts';
import type { Links } from '../template/links.ts';
import { asIntrinsic, at, entriesOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { resourcesOf, type Template } from '../template/template.ts';
import { branchesOf, literalOf, readText, soleUnresolved, ssmTypeOf, type Text, textKey } from '../template/text.ts';
import { readBoolean } from './settings.ts';

/** What a value of a pool or a client is to those that read it, by type and attribute. */
const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Cognito::UserPool': { Ref: 'the id', UserPoolId: 'the id', Arn: 'the ARN', ProviderURL: 'the issuer' },
  'AWS::Cognito::UserPoolClient': { Ref: 'the client id', ClientId: 'the client id', ClientSecret: 'the secret' },
};

/** The SSM parameters by which a stack shares a user pool or a client with others. */
export function readSharedValues(template: Template, links: Links): SharedValue[] {
  return resourcesOf(template, 'AWS::SSM::Parameter').flatMap(({ id, properties }): SharedValue[] => {
    const name = at(properties, 'Name');
    const value = at(properties, 'Value');
    if (!name || !value) return [];
    const carries = described(readText(value, links.scopeOf(template)));
    if (carries === undefined) return [];
    const path = textKey(readText(name, links.scopeOf(template)));
    // A path that is not known may be any.
    return [{ path, carries, place: placeOf(name), isRead: links.readsUnknownPaths() || links.isRead(template, id) }];
  });
}

function described(text: Text): string | undefined {
  const part = soleUnresolved(text);
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  const kind = resource && part?.attribute !== undefined ? kinds[resource.type]?.[part.attribute] : undefined;
  return resource && kind !== undefined ? `${kind} of ${resource.name}` : undefined;
}

/** What the parameters of a template read from other stacks, by the types of parameters. */
export function readParameterReads(template: Template, links: Links): ValueRead[] {
  return [...template.parameters].flatMap(([name, node]): ValueRead[] => {
    const path = links.ssmPathOf(template, name);
    if (path === undefined || path.startsWith('/aws/service/')) return [];
    const written = links.writtenAs(template, path);
    const meant = written ? undefined : nearest(path, links.writtenPaths());
    return [
      {
        kind: 'ssm',
        name: path,
        by: `the parameter ${name}`,
        place: placeOfKey(node),
        isOffered: links.mayBeWritten(template, path),
        expectsList: /<(?:List<|CommaDelimitedList)/.test(ssmTypeOf(template, name) ?? ''),
        ...(written?.type !== undefined && { writtenAs: written.type }),
        ...(meant !== undefined && { nearest: meant }),
      },
    ];
  });
}

/** The exports that the templates import. */
export function readImports(links: Links): ValueRead[] {
  return links.imports().map(imported => ({ kind: 'export', by: 'the import', expectsList: false, ...imported }));
}

/** Secrets of clients that anyone can read who may look at the stack's outputs or its plain SSM parameters. */
export function readExposedSecrets(template: Template, links: Links): ExposedSecret[] {
  const exposes = (node: Node, where: string): ExposedSecret[] => {
    const texts = branchesOf(node).map(branch =>
      readText(encoded(branch.node) ?? branch.node, links.scopeOf(template)),
    );
    for (const part of texts.flat()) {
      if (typeof part === 'string' || part.attribute !== 'ClientSecret' || part.name === undefined) continue;
      const client = part.template.resources.get(part.name);
      if (client?.type === 'AWS::Cognito::UserPoolClient')
        return [{ client: client.name, where, place: placeOf(node) }];
    }
    return [];
  };
  const outputs = [...entriesOf(template.root.entries.get('Outputs'))].flatMap(([name, output]) => {
    const value = at(output, 'Value');
    return value ? exposes(value, `the output ${name}`) : [];
  });
  const parameters = resourcesOf(template, 'AWS::SSM::Parameter').flatMap(({ properties, name }) => {
    const value = at(properties, 'Value');
    return value ? exposes(value, `the SSM parameter ${name}, which is not encrypted`) : [];
  });
  return [...outputs, ...parameters];
}

/** What `Fn::Base64` encodes, which hides nothing. */
function encoded(node: Node): Node | undefined {
  const call = asIntrinsic(node);
  return call?.name === 'Fn::Base64' ? call.argument : undefined;
}

/** The Cognito identity pools of a template, but for those that no deployment makes. */
export function readIdentityPools(template: Template, links: Links, conditions: Conditions): IdentityPool[] {
  const context = { scope: links.scopeOf(template), conditions };
  return resourcesOf(template, 'AWS::Cognito::IdentityPool').flatMap(resource => {
    if (!conditions.isPossible(resourceTerms(resource))) return [];
    const allowsGuests = readBoolean(resource, 'AllowUnauthenticatedIdentities', context);
    return [{ name: resource.name, allowsGuests }];
  });
}

/** What a text is where each parameter of its own template has its default; undefined where that leaves anything open. */
export function textByDefaults(text: Text): string | undefined {
  const parts = text.map((part): Text => {
    if (typeof part === 'string' || part.name === undefined || part.attribute !== 'Ref') return [part];
    const fallback = part.template.parameters.get(part.name)?.entries.get('Default');
    return fallback?.kind === 'scalar' && !ssmTypeOf(part.template, part.name) ? [String(fallback.value)] : [part];
  });
  return literalOf(parts.flat());
}
