import { planKinds, type Made } from './plan-kinds.ts';
import { randomFrom, type Random } from './random.ts';

/** How many instances a `for_each` of the generated configuration has. */
const instancesPerResource = 12;
/** How many sets of resources one module holds. */
const setsPerModule = 8;

/**
 * The text of a plan as `terraform show -json` writes it, of about this many bytes: modules of buckets with their companions, databases, queues, topics, keys,
 * roles, log groups and the like, by `for_each`, half of them in place already. `seed` fixes it.
 */
export function planText(bytes: number, seed: number): string {
  const random = randomFrom(seed);
  const modules: Module[] = [];
  const perModule = JSON.stringify(textParts([moduleOf(0, randomFrom(seed))])).length;
  for (let i = 0; i < Math.max(1, Math.round(bytes / perModule)); i++) modules.push(moduleOf(i, random));
  return JSON.stringify(textParts(modules));
}

interface Module {
  readonly name: string;
  readonly instances: readonly (Made & { readonly address: string; readonly name: string; readonly index: string; readonly exists: boolean })[];
  readonly resources: readonly object[];
}

function moduleOf(number: number, random: Random): Module {
  const name = `service_${number}`;
  const instances: Module['instances'][number][] = [];
  const resources: object[] = [];
  for (let set = 0; set < setsPerModule; set++)
    for (const kind of planKinds) {
      const label = `set${set}`;
      resources.push({ address: `${kind.type}.${label}`, mode: 'managed', type: kind.type, name: label, provider_config_key: 'aws', expressions: kind.expressions(label), schema_version: 0, for_each_expression: { references: ['var.names'] } });
      for (let i = 0; i < instancesPerResource; i++) {
        const index = `key-${i}`;
        const exists = i % 2 === 1;
        instances.push({ ...kind.make({ random, exists, label: `${name}-${label}-${index}` }), address: `module.${name}.${kind.type}.${label}["${index}"]`, name: label, index, exists });
      }
    }
  return { name, instances, resources };
}

function textParts(modules: readonly Module[]): object {
  const provider_name = 'registry.terraform.io/hashicorp/aws';
  const head = ({ address, type, name, index }: Module['instances'][number]): object => ({ address, mode: 'managed', type, name, index, provider_name });
  const values = (wanted: (one: Module['instances'][number]) => boolean): object => ({
    root_module: {
      child_modules: modules.map((module) => ({
        address: `module.${module.name}`,
        resources: module.instances.filter(wanted).map((one) => ({ ...head(one), schema_version: 0, values: one.after, sensitive_values: {} })),
      })),
    },
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: { names: { value: Array.from({ length: instancesPerResource }, (_, i) => `key-${i}`) } },
    planned_values: values(() => true),
    resource_changes: modules.flatMap((module) =>
      module.instances.map((one) => ({
        ...head(one),
        module_address: `module.${module.name}`,
        change: { actions: one.exists ? ['no-op'] : ['create'], before: one.exists ? one.after : null, after: one.after, after_unknown: one.unknown, before_sensitive: one.exists ? {} : false, after_sensitive: one.sensitive },
      })),
    ),
    prior_state: { format_version: '1.0', terraform_version: '1.11.4', values: values(({ exists }) => exists) },
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: provider_name, expressions: { region: { constant_value: 'eu-central-1' } } } },
      root_module: {
        module_calls: Object.fromEntries(modules.map((module) => [module.name, { source: `./modules/${module.name}`, expressions: { names: { references: ['var.names'] } }, module: { resources: module.resources, variables: { names: {} } } }])),
        variables: { names: {} },
      },
    },
    timestamp: '2026-11-28T06:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  };
}
