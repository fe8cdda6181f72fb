import type { PolicyQuestion } from './question.ts';

/** An answer in words, to follow "the policy": `denies s3:* without TLS`. */
export function answerWords(asked: PolicyQuestion, yes: boolean): string {
  const actions = 'actions' in asked && asked.actions ? ` ${asked.actions.map((a) => `\`${a}\``).join(' or ')}` : '';
  switch (asked.ask) {
    case 'allows-anyone':
      return yes ? `allows anyone${actions}` : `allows nobody at large${actions}`;
    case 'denies-insecure-transport':
      return yes ? `denies${actions} without TLS` : `does not deny${actions} without TLS`;
    case 'allows-every-action':
      return yes ? 'allows every action' : 'does not allow every action';
    case 'allows-on-everything':
      return yes ? `allows${actions} on every resource` : `names the resources on which it allows${actions}`;
    case 'allows-service':
      return `${yes ? 'lets' : 'does not let'} the service \`${asked.service}\` do${actions}`;
    case 'allows-account':
      return `${yes ? 'lets' : 'does not let'} the account do${actions}`;
    case 'allows-by-exception':
      return yes ? `allows by \`${asked.element}\` all the rest` : `has no Allow with \`${asked.element}\``;
    case 'locks-out':
      return yes ? `denies${actions} to everyone, the owner too` : `locks nobody out of${actions}`;
    case 'denies':
      return yes ? `denies${actions}` : `does not deny${actions}`;
  }
}
