import { resource } from '../../server/src/core/rule/property.ts';
import { equals, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const notebook = resource({
  label: 'SageMaker notebook',
  cfn: 'AWS::SageMaker::NotebookInstance',
  tf: 'aws_sagemaker_notebook_instance',
  minimal: {
    cfn: { InstanceType: 'ml.t3.medium', RoleArn: 'arn:aws:iam::111122223333:role/notebook' },
    tf: { name: 'research', instance_type: 'ml.t3.medium', role_arn: 'arn:aws:iam::111122223333:role/notebook' },
  },
  props: {
    key: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    internet: { cfn: 'DirectInternetAccess', tf: 'direct_internet_access', whenAbsent: 'Enabled' },
    subnet: { cfn: 'SubnetId', tf: 'subnet_id' },
  },
});

const endpoint = resource({
  label: 'SageMaker endpoint',
  cfn: 'AWS::SageMaker::EndpointConfig',
  tf: 'aws_sagemaker_endpoint_configuration',
  minimal: {
    cfn: { ProductionVariants: [{ ModelName: 'demand', VariantName: 'all', InitialVariantWeight: 1 }] },
    tf: { production_variants: { model_name: 'demand', variant_name: 'all' } },
  },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_arn' } },
});

const role = 'arn:aws:iam::111122223333:role/model';
const quality = resource({
  label: 'SageMaker data quality job',
  cfn: 'AWS::SageMaker::DataQualityJobDefinition',
  tf: 'aws_sagemaker_data_quality_job_definition',
  minimal: {
    cfn: {
      RoleArn: role,
      DataQualityAppSpecification: { ImageUri: 'monitor' },
      DataQualityJobInput: {},
      DataQualityJobOutputConfig: { MonitoringOutputs: [] },
      JobResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 20 } },
    },
    tf: {
      role_arn: role,
      data_quality_app_specification: { image_uri: 'monitor' },
      data_quality_job_input: {},
      data_quality_job_output_config: { monitoring_outputs: {} },
      job_resources: { cluster_config: { instance_count: 1, instance_type: 'ml.m5.large', volume_size_in_gb: 20 } },
    },
  },
  props: {
    outputKey: { cfn: 'DataQualityJobOutputConfig.KmsKeyId', tf: 'data_quality_job_output_config.kms_key_id' },
    volumeKey: { cfn: 'JobResources.ClusterConfig.VolumeKmsKeyId', tf: 'job_resources.cluster_config.volume_kms_key_id' },
    transit: { cfn: 'NetworkConfig.EnableInterContainerTrafficEncryption', tf: 'network_config.enable_inter_container_traffic_encryption', whenAbsent: false },
  },
});

const model = resource({
  label: 'SageMaker model',
  cfn: 'AWS::SageMaker::Model',
  tf: 'aws_sagemaker_model',
  minimal: { cfn: { ExecutionRoleArn: role }, tf: { execution_role_arn: role } },
  props: { isolated: { cfn: 'EnableNetworkIsolation', tf: 'enable_network_isolation', whenAbsent: false } },
});

const { transit } = quality.props;
const { internet, subnet } = notebook.props;
const networkPage = 'https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html';
const keyPage = 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html';

/** The rules about SageMaker. */
export const sagemakerRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'sagemaker-notebook-cmk',
    on: notebook,
    key: notebook.props.key,
    withoutKey: 'aws-managed',
    what: 'The volume of SageMaker notebook',
    awsAlias: 'alias/aws/sagemaker',
    source: keyPage,
    standards: {
      'aws-fsbp': ['SageMaker.21'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_22', 'CKV_AWS_187', 'W1201', 'SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED', 'SageMakerNotebookInstanceKMSKeyConfigured', 'AwsSolutions-SM2'],
  }),
  rule({
    id: 'sagemaker-notebook-direct-internet',
    since: '2026.12',
    on: notebook,
    severity: 'high',
    category: 'exposure',
    profile: 'strict',
    title: 'SageMaker notebook reaches the internet through your VPC only',
    message: 'SageMaker notebook {name} has an internet access of its own.',
    why: 'A package or a cell that sends training data away passes no firewall, endpoint policy or flow log of yours.',
    source: networkPage,
    standards: {
      'aws-fsbp': ['SageMaker.1'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)'],
    },
    aliases: ['CKV_AWS_122', 'SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS', 'SageMakerNotebookNoDirectInternetAccess', 'AwsSolutions-SM3'],
    require: equals(internet, 'Disabled'),
    examples: { pass: [{ internet: 'Disabled', subnet: 'subnet-1' }], fail: [{}, { internet: 'Enabled' }], unknown: [{ internet: unresolved }] },
  }),
  rule({
    id: 'sagemaker-notebook-vpc',
    since: '2026.12',
    on: notebook,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'SageMaker notebook stands in a VPC of yours',
    message: 'SageMaker notebook {name} stands in the network of the service.',
    why: 'Nothing that you set up for your network holds there: no endpoint policy, no flow log, no security group.',
    source: networkPage,
    standards: { 'aws-fsbp': ['SageMaker.2'], 'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.1', '1.4.2', '1.4.4', '1.5.1', 'appendix.a1.1.3'] },
    aliases: ['CKV_AWS_306', 'SageMakerNotebookInVPC', 'AwsSolutions-SM1'],
    require: present(subnet),
    examples: { pass: [{ subnet: 'subnet-1' }], fail: [{}], unknown: [madeByMacro] },
  }),
  customerKeyRule({
    id: 'sagemaker-endpoint-config-cmk',
    on: endpoint,
    key: endpoint.props.key,
    withoutKey: 'aws-managed',
    what: 'The volume of SageMaker endpoint',
    awsAlias: 'alias/aws/sagemaker',
    source: keyPage,
    standards: {
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_98', 'W1200', 'SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED', 'SageMakerEndpointConfigurationKMSKeyConfigured'],
  }),
  customerKeyRule({
    id: 'sagemaker-data-quality-output-cmk',
    on: quality,
    key: quality.props.outputKey,
    withoutKey: 'aws-owned',
    what: 'The output of SageMaker data quality job',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-sagemaker-dataqualityjobdefinition-monitoringoutputconfig.html',
    aliases: ['CKV_AWS_367'],
  }),
  customerKeyRule({
    id: 'sagemaker-data-quality-volume-cmk',
    on: quality,
    key: quality.props.volumeKey,
    withoutKey: 'aws-owned',
    what: 'The volume of SageMaker data quality job',
    awsAlias: 'alias/aws/ebs',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-sagemaker-dataqualityjobdefinition-clusterconfig.html',
    aliases: ['CKV_AWS_368'],
  }),
  rule({
    id: 'sagemaker-data-quality-transit',
    since: '2026.12',
    on: quality,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'The containers of a SageMaker data quality job talk over TLS',
    message: 'The containers of SageMaker data quality job {name} talk in clear text.',
    why: 'The data that is looked at crosses the network between the instances in the clear.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-sagemaker-dataqualityjobdefinition-networkconfig.html',
    standards: { 'aws-fsbp': ['SageMaker.9'] },
    aliases: ['CKV_AWS_369'],
    require: equals(transit, true),
    fix: { title: 'Encrypt the traffic between containers', set: [[transit, true]] },
    examples: { pass: [{ transit: true }], fail: [{}, { transit: false }], unknown: [{ transit: unresolved }] },
  }),
  rule({
    id: 'sagemaker-model-network-isolation',
    since: '2026.12',
    on: model,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'The containers of a SageMaker model reach nothing',
    message: 'The containers of SageMaker model {name} can call out.',
    why: 'A container that can call out can send away what the model is asked, and the model itself.',
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html',
    standards: { 'aws-fsbp': ['SageMaker.5'] },
    aliases: ['CKV_AWS_370'],
    require: equals(model.props.isolated, true),
    fix: { title: 'Isolate the containers', set: [[model.props.isolated, true]] },
    examples: { pass: [{ isolated: true }], fail: [{}, { isolated: false }], unknown: [{ isolated: unresolved }] },
  }),
];
