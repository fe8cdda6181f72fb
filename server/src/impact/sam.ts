/** A property of a type that SAM makes, by CloudFormation's names. */
export interface GeneratedProperty {
  readonly type: string;
  readonly path: string;
}

/** A property of one of SAM's types, from the properties down, and what becomes of it: which of several SAM makes, the rest of the resource decides. */
interface Row {
  readonly type: string;
  readonly path: string;
  readonly becomes: readonly GeneratedProperty[];
}

/** Properties that are handed on under their own names. Sources: `AWS CloudFormation compatibility` of each, on the page of the type. */
function handedOn(type: string, to: string, names: string): readonly Row[] {
  return names.split(' ').map((path) => ({ type, path, becomes: [{ type: to, path }] }));
}

/**
 * What becomes of the properties that our fixes write, and of all that are told of a table. That of a property which is not here is unknown:
 * SAM has it for itself (`PrimaryKey`), or nobody asked.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
 */
const rows: readonly Row[] = [
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
  ...handedOn('AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table', 'PointInTimeRecoverySpecification ProvisionedThroughput SSESpecification TableName Tags'),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
  ...handedOn('AWS::Serverless::Function', 'AWS::Lambda::Function', 'KmsKeyArn'),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
  ...handedOn('AWS::Serverless::Api', 'AWS::ApiGateway::Stage', 'MethodSettings'),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
  {
    type: 'AWS::Serverless::Api',
    path: 'Domain.SecurityPolicy',
    // The second where the endpoint is private.
    becomes: [
      { type: 'AWS::ApiGateway::DomainName', path: 'SecurityPolicy' },
      { type: 'AWS::ApiGateway::DomainNameV2', path: 'SecurityPolicy' },
    ],
  },
];

/** Is it one of SAM's types, a macro that stands for others? */
export function isSamType(type: string): boolean {
  return type.startsWith('AWS::Serverless::');
}

/** The type of the resource that a change of a property concerns: for one of SAM's types what SAM makes of it, where that is known. */
export function concernedType(type: string, path: string): string {
  return generatedBy(type, path)[0]?.type ?? type;
}

/** What SAM makes of a property of one of its types, or of what is below it; none where nobody says. `path`: from the properties down, `A.B.C`. */
export function generatedBy(type: string, path: string): readonly GeneratedProperty[] {
  const plain = path.replace(/\[[^\]]*\]/g, '');
  return rows.find((row) => row.type === type && (plain === row.path || plain.startsWith(`${row.path}.`)))?.becomes ?? [];
}
