/** A property of a type that SAM makes, by CloudFormation's names. */
export interface GeneratedProperty {
  readonly type: string;
  readonly path: string;
}

/** What a property of a resource says: null where it is not set, undefined where nobody knows. `path`: from the properties down, `A.B`. */
export type ValueAt = (path: string) => string | null | undefined;

/** A property of one of SAM's types, from the properties down, and what becomes of it: of several the one that another property asks for. */
interface Row {
  readonly type: string;
  readonly path: string;
  readonly becomes: readonly (GeneratedProperty & { readonly where?: { readonly path: string; readonly is: readonly (string | null)[] } })[];
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
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
  { type: 'AWS::Serverless::GraphQLApi', path: 'Logging', becomes: [{ type: 'AWS::AppSync::GraphQLApi', path: 'LogConfig' }] },
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
  {
    type: 'AWS::Serverless::Api',
    path: 'Domain.SecurityPolicy',
    becomes: [
      { type: 'AWS::ApiGateway::DomainName', path: 'SecurityPolicy', where: { path: 'Domain.EndpointConfiguration', is: [null, 'REGIONAL', 'EDGE'] } },
      { type: 'AWS::ApiGateway::DomainNameV2', path: 'SecurityPolicy', where: { path: 'Domain.EndpointConfiguration', is: ['PRIVATE'] } },
    ],
  },
];

/** Is it one of SAM's types, a macro that stands for others? */
export function isSamType(type: string): boolean {
  return type.startsWith('AWS::Serverless::');
}

/** The type of the resource that a change of a property concerns: for one of SAM's types what SAM makes of it, where that is known. */
export function concernedType(type: string, path: string, valueAt?: ValueAt): string {
  return generatedBy(type, path, valueAt)[0]?.type ?? type;
}

/**
 * What SAM makes of a property of one of its types, or of what is below it: all that it may be, where the rest of the resource is not known; none where nobody
 * says. `path`: from the properties down, `A.B.C`.
 */
export function generatedBy(type: string, path: string, valueAt: ValueAt = () => undefined): readonly GeneratedProperty[] {
  const plain = path.replace(/\[[^\]]*\]/g, '');
  const row = rows.find((one) => one.type === type && (plain === one.path || plain.startsWith(`${one.path}.`)));
  return (row?.becomes ?? []).filter(({ where }) => {
    const value = where && valueAt(where.path);
    return where === undefined || value === undefined || where.is.includes(value);
  });
}
