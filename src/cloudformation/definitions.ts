import type { Definition } from '../openapi/definition.ts';
import { type DefinitionFile, readDefinitionFile } from '../openapi/definition-file.ts';
import { readDocument } from '../openapi/read.ts';
import type { Files } from '../template/files.ts';
import { asMap, at, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { readIsPrivate, readResourcePolicy } from './exposure.ts';
import { resourceTerms } from './guards.ts';

/** The OpenAPI documents that plain CloudFormation APIs are defined by, in Body or BodyS3Location. */
export function readDefinitions(template: Template, files: Files): Definition[] {
  return resourcesOf(template, 'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api').flatMap(resource => {
    const isRest = resource.type === 'AWS::ApiGateway::RestApi';
    const body = at(resource.properties, 'Body');
    const node = body ?? at(resource.properties, 'BodyS3Location');
    // `aws cloudformation package` uploads a local path and puts the bucket's in its place.
    return node ? [readDefinition(resource, isRest, node, body ? undefined : readDefinitionFile(node, files))] : [];
  });
}

function readDefinition(
  resource: Resource,
  isRest: boolean,
  node: Node,
  definitionFile: DefinitionFile | undefined,
): Definition {
  const { properties } = resource;
  const body = definitionFile ? definitionFile.body : asMap(at(properties, 'Body'));
  return {
    api: {
      id: resource.id,
      type: isRest ? 'REST' : 'HTTP',
      place: placeOfKey(resource.node),
      isSam: false,
      isImplicit: false,
      isPrivate: readIsPrivate(at(properties, 'EndpointConfiguration')),
      resourcePolicy: readResourcePolicy(at(properties, 'Policy'), body && at(body, 'x-amazon-apigateway-policy')),
    },
    document: body ? readDocument(body, `the definition of ${resource.id}`) : undefined,
    terms: resourceTerms(resource),
    node,
    definitionFile,
  };
}
