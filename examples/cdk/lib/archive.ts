import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** A construct of the project's own: a finding inside stands here, and names the line that made it. */
export class Archive extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Bucket(this, 'Bucket', { versioned: false });
  }
}
