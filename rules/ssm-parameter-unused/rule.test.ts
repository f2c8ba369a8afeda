import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '4:3 `UserPoolId` The parameter UserPoolId is read from /accounts/UserPoolId in SSM, but nothing uses it.',
      fix: 'Remove UserPoolId.',
      diff: ['-  UserPoolId:', '-    Type: AWS::SSM::Parameter::Value<String>', '-    Default: /accounts/UserPoolId'],
    },
    {
      finding: '8:3 `TableName` The parameter TableName is read from SSM, but nothing uses it.',
      fix: 'Remove TableName.',
      diff: ['-  TableName:', '-    Type: AWS::SSM::Parameter::Value<String>'],
    },
    {
      finding:
        '11:3 `ImageId` The parameter ImageId is read from /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 in SSM, but nothing uses it.',
      fix: 'Remove ImageId.',
      diff: [
        '-  ImageId:',
        '-    Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
        '-    Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      ],
    },
    {
      finding: '15:3 `SubnetIds` The parameter SubnetIds is read from /network/SubnetIds in SSM, but nothing uses it.',
      fix: 'Remove SubnetIds.',
      diff: ["-  SubnetIds: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /network/SubnetIds }"],
    },
  ],
  'across-stacks': [
    {
      finding:
        'orders.yaml:5:3 `UsersArn` The parameter UsersArn is read from /shop/UsersArn in SSM, but nothing uses it.',
      fix: 'Remove UsersArn.',
      diff: ['-  UsersArn:', '-    Type: AWS::SSM::Parameter::Value<String>', '-    Default: /shop/UsersArn'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '4:3 `UserPoolArn` Whether UserPoolArn is used is not known: a part of the template could not be read.',
      '12:9 `Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://shop-definitions/orders.yaml } }` A part of the definition of OrdersApi is made by a macro or stands in a file that could not be read, so its endpoints are not known.',
    ],
  },
  'macro.yaml': {
    findings: [],
    unknowns: [
      '1:12 `AddAuthorizers` The macro AddAuthorizers can change every resource, in a way that only the deployment shows.',
      '4:3 `UserPoolArn` Whether UserPoolArn is used is not known: a part of the template could not be read.',
    ],
  },
  'only-one.yaml': [
    '2:3 `UserPoolId` The parameter UserPoolId is read from /accounts/UserPoolId in SSM, but nothing uses it.',
  ],
  'template.json': [
    {
      finding:
        '3:5 `"UserPoolId"` The parameter UserPoolId is read from /accounts/UserPoolId in SSM, but nothing uses it.',
      fix: 'Remove UserPoolId.',
      diff: [
        '-    "UserPoolId": {',
        '-      "Type": "AWS::SSM::Parameter::Value<String>",',
        '-      "Default": "/accounts/UserPoolId"',
        '-    },',
      ],
    },
    {
      finding:
        '7:5 `"UserPoolArn"` The parameter UserPoolArn is read from /accounts/UserPoolArn in SSM, but nothing uses it.',
      fix: 'Remove UserPoolArn.',
      diff: [
        '-    "UserPoolArn": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/accounts/UserPoolArn" },',
      ],
    },
    {
      finding: '9:5 `"QueueName"` The parameter QueueName is read from /shop/QueueName in SSM, but nothing uses it.',
      fix: 'Remove QueueName.',
      diff: [
        '-    "Stage": { "Type": "String" },',
        '-    "QueueName": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/shop/QueueName" }',
        '+    "Stage": { "Type": "String" }',
      ],
    },
  ],
  'included-definition': [
    {
      finding:
        'template.yaml:5:3 `PartnerPoolArn` The parameter PartnerPoolArn is read from /partners/UserPoolArn in SSM, but nothing uses it.',
      fix: 'Remove PartnerPoolArn.',
      diff: ["-  PartnerPoolArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /partners/UserPoolArn }"],
    },
  ],
});
