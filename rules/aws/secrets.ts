import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { applicationSecretRules } from './secrets/applications.ts';
import { credentialRules } from './secrets/credentials.ts';
import { codeSecretRules } from './secrets/code.ts';
import { connectionSecretRules } from './secrets/connections.ts';
import { containerSecretRules } from './secrets/containers.ts';
import { dataStoreSecretRules } from './secrets/data-stores.ts';
import { templateSecretRules } from './secrets/templates.ts';

/** The rules about secrets that a template hands to a resource. */
export const secretChannelRules: readonly RuleRecord[] = [...dataStoreSecretRules, ...applicationSecretRules, ...connectionSecretRules, ...codeSecretRules, ...credentialRules, ...containerSecretRules, ...templateSecretRules];
