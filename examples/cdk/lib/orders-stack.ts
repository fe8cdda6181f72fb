import { Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceClass, InstanceSize, InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Archive } from './archive';
import { ReportsStack } from './reports-stack';

/** Orders, and what they are kept in. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    });
    new DatabaseInstance(this, 'Database', {
      engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MICRO),
      vpc,
      vpcSubnets: { subnets: vpc.isolatedSubnets },
      storageEncrypted: false,
    });
    new Queue(this, 'Incoming', { encryption: QueueEncryption.UNENCRYPTED });
    new Table(this, 'Carts', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
    });
    const sessions = new CfnTable(this, 'Sessions', {
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      billingMode: 'PAY_PER_REQUEST',
    });
    sessions.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: false };
    new CfnTable(this, 'History', {
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
      billingMode: 'PAY_PER_REQUEST',
    });
    new Archive(this, 'Archive');
    new ReportsStack(this, 'Reports');
  }
}
