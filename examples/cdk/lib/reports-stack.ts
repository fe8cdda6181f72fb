import { NestedStack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** A nested stack. Its queue has the logical id that the parent's has. */
export class ReportsStack extends NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Incoming', {
      encryption: QueueEncryption.UNENCRYPTED,
    });
    new Topic(this, 'Ready');
  }
}
