import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource, type ListProperty } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forEach, not, present, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const role = 'arn:aws:iam::111122223333:role/orders';

/** A disk as EC2 writes it. */
const disk = { device: { cfn: 'DeviceName', tf: 'device_name' }, encrypted: { cfn: 'Ebs.Encrypted', tf: 'encrypted' } } as const;
/** Image Builder's, which has a block for EBS in Terraform, too. */
const builderDisk = { device: { cfn: 'DeviceName', tf: 'device_name' }, encrypted: { cfn: 'Ebs.Encrypted', tf: 'ebs.encrypted' } } as const;

const spotFleet = resource({
  label: 'spot fleet',
  cfn: 'AWS::EC2::SpotFleet',
  tf: 'aws_spot_fleet_request',
  minimal: {
    cfn: { SpotFleetRequestConfigData: { IamFleetRole: role, TargetCapacity: 1, LaunchSpecifications: [{ ImageId: 'ami-1234', InstanceType: 't3.micro' }] } },
    tf: { iam_fleet_role: role, target_capacity: 1, launch_specification: [{ ami: 'ami-1234', instance_type: 't3.micro' }] },
  },
  props: {
    disks: { cfn: 'SpotFleetRequestConfigData.LaunchSpecifications[].BlockDeviceMappings[]', tf: 'launch_specification[].ebs_block_device[]', items: disk },
    root: { tf: 'launch_specification[].root_block_device[]', items: { encrypted: { tf: 'encrypted' } } },
  },
});

const spotInstance = resource({
  label: 'spot instance',
  tf: 'aws_spot_instance_request',
  minimal: { tf: { ami: 'ami-1234', instance_type: 't3.micro' } },
  props: { disks: { tf: 'ebs_block_device[]', items: { device: { tf: 'device_name' }, encrypted: { tf: 'encrypted' } } }, root: { tf: 'root_block_device[]', items: { encrypted: { tf: 'encrypted' } } } },
});

const image = resource({
  label: 'image recipe',
  cfn: 'AWS::ImageBuilder::ImageRecipe',
  tf: 'aws_imagebuilder_image_recipe',
  minimal: { cfn: { Name: 'orders', ParentImage: 'ami-1234', Version: '1.0.0', Components: [] }, tf: { name: 'orders', parent_image: 'ami-1234', version: '1.0.0', component: [] } },
  props: { disks: { cfn: 'BlockDeviceMappings[]', tf: 'block_device_mapping[]', items: builderDisk } },
});

const container = resource({
  label: 'container recipe',
  cfn: 'AWS::ImageBuilder::ContainerRecipe',
  tf: 'aws_imagebuilder_container_recipe',
  minimal: {
    cfn: { Name: 'orders', ContainerType: 'DOCKER', ParentImage: 'orders:1', Version: '1.0.0', Components: [], TargetRepository: { RepositoryName: 'orders', Service: 'ECR' } },
    tf: { name: 'orders', container_type: 'DOCKER', parent_image: 'orders:1', version: '1.0.0', component: [], target_repository: { repository_name: 'orders', service: 'ECR' } },
  },
  props: { disks: { cfn: 'InstanceConfiguration.BlockDeviceMappings[]', tf: 'instance_configuration.block_device_mapping[]', items: builderDisk } },
});

const service = resource({
  label: 'ECS service',
  cfn: 'AWS::ECS::Service',
  tf: 'aws_ecs_service',
  minimal: { cfn: { TaskDefinition: 'orders' }, tf: { name: 'orders', task_definition: 'orders' } },
  props: {
    volumes: {
      cfn: 'VolumeConfigurations[]',
      tf: 'volume_configuration[]',
      items: {
        name: { cfn: 'Name', tf: 'name' },
        role: { cfn: 'ManagedEBSVolume.RoleArn', tf: 'managed_ebs_volume.role_arn' },
        encrypted: { cfn: 'ManagedEBSVolume.Encrypted', tf: 'managed_ebs_volume.encrypted' },
      },
    },
  },
});

const reports = resource({
  label: 'CodeBuild report group',
  cfn: 'AWS::CodeBuild::ReportGroup',
  tf: 'aws_codebuild_report_group',
  minimal: {
    cfn: { Type: 'TEST', ExportConfig: { ExportConfigType: 'S3', S3Destination: { Bucket: 'reports' } } },
    tf: { name: 'orders', type: 'TEST', export_config: { type: 'S3', s3_destination: { bucket: 'reports', encryption_key: 'alias/aws/s3' } } },
  },
  props: {
    type: { cfn: 'ExportConfig.ExportConfigType', tf: 'export_config.type' },
    unencrypted: { cfn: 'ExportConfig.S3Destination.EncryptionDisabled', tf: 'export_config.s3_destination.encryption_disabled' },
  },
});

const transform = resource({
  label: 'Glue ML transform',
  cfn: 'AWS::Glue::MLTransform',
  minimal: { cfn: { Role: role, TransformParameters: { TransformType: 'FIND_MATCHES' }, InputRecordTables: { GlueTables: [{ DatabaseName: 'orders', TableName: 'orders' }] } } },
  props: { mode: { cfn: 'TransformEncryption.MLUserDataEncryption.MLUserDataEncryptionMode' } },
});

/** No disk of the list says that it is not encrypted; one that says nothing follows its snapshot, or the account. */
const noneInTheClear = (disks: ListProperty<'encrypted'>): Requirement => forEach(disks, cases([{ when: present(disks.items.encrypted), require: equals(disks.items.encrypted, true) }]));

const why = 'Whoever gets hold of the disk or of a snapshot of it, by a wrong share or a stolen credential, reads everything on it.';
const configRule = 'https://docs.aws.amazon.com/config/latest/developerguide/ec2-spot-fleet-request-ct-encryption-at-rest.html';
const { volumes } = service.props;

/** The rules about disks and files that other services than EC2 make. */
export const diskElsewhereRules: readonly RuleRecord[] = [
  rule({
    id: 'spot-fleet-ebs-encrypted',
    since: '2026.12',
    on: spotFleet,
    severity: 'high',
    category: 'at-rest',
    title: 'Disks of a spot fleet are encrypted',
    message: 'A disk of spot fleet {name} is not encrypted.',
    why,
    source: configRule,
    standards: { 'aws-fsbp': ['EC2.173'] },
    require: all(noneInTheClear(spotFleet.props.disks), noneInTheClear(spotFleet.props.root)),
    fix: { title: 'Encrypt the disk', set: [[spotFleet.props.disks.items.encrypted, true]] },
    examples: {
      pass: [{}, { disks: [{ device: '/dev/xvdb', encrypted: true }] }],
      fail: [{ disks: [{ device: '/dev/xvdb', encrypted: false }] }],
      unknown: [{ disks: [{ device: '/dev/xvdb', encrypted: unresolved }] }],
    },
  }),
  rule({
    id: 'spot-instance-ebs-encrypted',
    since: '2026.12',
    on: spotInstance,
    severity: 'high',
    category: 'at-rest',
    title: 'Disks of a spot instance are encrypted',
    message: 'A disk of spot instance {name} is not encrypted.',
    why,
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    require: all(noneInTheClear(spotInstance.props.disks), noneInTheClear(spotInstance.props.root)),
    fix: { title: 'Encrypt the disk', set: [[spotInstance.props.disks.items.encrypted, true]] },
    examples: {
      pass: [{}, { disks: [{ device: '/dev/xvdb', encrypted: true }] }],
      fail: [{ disks: [{ device: '/dev/xvdb', encrypted: false }] }],
      unknown: [{ disks: [{ device: '/dev/xvdb', encrypted: unresolved }] }],
    },
  }),
  ...[
    { id: 'imagebuilder-recipe-encrypted', on: image, disks: image.props.disks, what: 'An image that is built', page: 'imagerecipe' },
    { id: 'imagebuilder-container-recipe-encrypted', on: container, disks: container.props.disks, what: 'The machine that builds a container image', page: 'containerrecipe' },
  ].map(({ id, on, disks, what, page }) =>
    rule({
      id,
      since: '2026.12',
      on,
      severity: 'medium',
      category: 'at-rest',
      profile: 'strict',
      title: `${what} has encrypted disks`,
      message: `A disk of ${on.label} {name} is not encrypted.`,
      why: 'Whoever gets hold of a snapshot of it, by a wrong share or a stolen credential, reads the code and what the build put beside it.',
      source: `${reference}/aws-properties-imagebuilder-${page}-ebsinstanceblockdevicespecification.html`,
      require: noneInTheClear(disks),
      fix: { title: 'Encrypt the disk', set: [[disks.items.encrypted, true]] },
      examples: {
        pass: [{}, { disks: [{ device: '/dev/xvda', encrypted: true }] }],
        fail: [{ disks: [{ device: '/dev/xvda', encrypted: false }] }],
        unknown: [{ disks: [{ device: '/dev/xvda', encrypted: unresolved }] }],
      },
    }),
  ),
  rule({
    id: 'ecs-service-volume-encrypted',
    since: '2026.12',
    on: service,
    severity: 'medium',
    category: 'at-rest',
    title: 'Volumes that ECS makes for the tasks of a service are encrypted',
    message: 'A volume that ECS makes for the tasks of service {name} is not encrypted.',
    why,
    source: `${reference}/aws-properties-ecs-service-servicemanagedebsvolumeconfiguration.html`,
    require: noneInTheClear(volumes),
    fix: { title: 'Encrypt the volume', set: [[volumes.items.encrypted, true]] },
    examples: {
      pass: [{}, { volumes: [{ name: 'scratch', role }] }, { volumes: [{ name: 'scratch', role, encrypted: true }] }],
      fail: [{ volumes: [{ name: 'scratch', role, encrypted: false }] }],
      unknown: [{ volumes: [{ name: 'scratch', role, encrypted: unresolved }] }],
    },
  }),
  rule({
    id: 'codebuild-report-export-encrypted',
    since: '2026.12',
    on: reports,
    applies: equals(reports.props.type, 'S3'),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'CodeBuild does not turn the encryption of its reports off',
    message: 'CodeBuild report group {name} turns the encryption of its exported reports off.',
    why: 'Reports tell what is tested and what fails, with data of the tests in them; only the default of the bucket then encrypts them.',
    source: `${reference}/aws-properties-codebuild-reportgroup-s3reportexportconfig.html`,
    standards: { 'aws-fsbp': ['CodeBuild.7'] },
    require: not(equals(reports.props.unencrypted, true)),
    fix: { title: 'Leave encryption on', set: [[reports.props.unencrypted, false]] },
    examples: { pass: [{}, { unencrypted: false }], fail: [{ unencrypted: true }], unknown: [{ unencrypted: unresolved }], skip: [{ type: 'NO_EXPORT', unencrypted: true }] },
  }),
  rule({
    id: 'glue-ml-transform-encrypted',
    since: '2026.12',
    on: transform,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Glue ML transform does not turn the encryption of its data off',
    message: 'Glue ML transform {name} turns the encryption of its data off.',
    why: 'The examples that it learns from are real records; whoever may read the bucket reads them, without a key that could be withheld.',
    // The rule of AWS Config fails for DISABLED alone.
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/glue-ml-transform-encrypted-at-rest.html',
    standards: { 'aws-fsbp': ['Glue.3'] },
    require: not(equals(transform.props.mode, 'DISABLED')),
    examples: { pass: [{}, { mode: 'SSE-KMS' }], fail: [{ mode: 'DISABLED' }], unknown: [{ mode: unresolved }] },
  }),
];
