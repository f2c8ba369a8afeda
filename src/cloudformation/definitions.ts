import type { Definition } from '../openapi/definition.ts';
import { documentIn, readDocument } from '../openapi/read.ts';
import type { Files } from '../template/files.ts';
import { readNamedFile } from '../template/named-file.ts';
import { asMap, at, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { readIsPrivate, readResourcePolicy } from './exposure.ts';
import { resourceTerms } from './guards.ts';

/** The OpenAPI documents that plain CloudFormation APIs are defined by, in Body or BodyS3Location. */
export function readDefinitions(template: Template, files: Files): Definition[] {
  return resourcesOf(template, 'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api').flatMap(resource => {
    const node = at(resource.properties, 'Body') ?? at(resource.properties, 'BodyS3Location');
    return node ? [readDefinition(resource, node, resource.type === 'AWS::ApiGateway::RestApi', files)] : [];
  });
}

function readDefinition(resource: Resource, node: Node, isRest: boolean, files: Files): Definition {
  const { properties } = resource;
  // `aws cloudformation package` uploads a local path and puts the bucket's in its place.
  const named = readNamedFile(node, files);
  const body = named ? documentIn(named) : asMap(node);
  const isBody = at(properties, 'Body') === node || named !== undefined;
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
    document: body && isBody ? readDocument(body, `the definition of ${resource.id}`) : undefined,
    terms: resourceTerms(resource),
    node,
  };
}
