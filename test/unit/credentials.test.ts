import assert from 'node:assert/strict';
import { pathOf } from '../../server/src/core/model/origin.ts';
import { credentialsIn } from '../../server/src/core/rule/credentials.ts';
import { sub, unknown, valueOf, viewWith } from './policy/values.ts';

const found = (of: unknown): readonly string[] => credentialsIn(valueOf(of), viewWith()).map(({ what, path }) => `${path.join('.')}: ${what}`);
const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('credentials in a value', () => {
  for (const [title, of, expected] of [
    ['a long-term access key id', { ID: 'AKIAIOSFODNN7EXAMPLE' }, ['ID: an access key id']],
    ['a temporary access key id in a list', ['x', 'ASIAIOSFODNN7EXAMPLE'], ['1: an access key id']],
    ['a secret key beside its name', `export AWS_SECRET_ACCESS_KEY=${secretKey}`, [': a secret access key']],
    ['a secret key under its name, whatever it looks like', { AWS_SECRET_ACCESS_KEY: 'correct-horse' }, ['AWS_SECRET_ACCESS_KEY: a secret access key']],
    ['a password in a script', '#!/bin/sh\nexport DB_PASSWORD=correct-horse', [': a password']],
    ['a password in an address', { DB: 'postgres://orders:correct-horse@db.example.com/orders' }, ['DB: a password in an address']],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', [': a private key']],
    ['a key in a text with holes', sub('export ID=AKIAIOSFODNN7EXAMPLE\nexport REGION=', unknown()), [': an access key id']],
  ] as const)
    it(`are found: ${title}`, () => {
      assert.deepEqual(found(of), expected);
    });

  for (const [title, of] of [
    ['forty letters of something else', { LAMBDA: 'handler.handlerverylongcustomhandlername' }],
    ['a name that only contains AKIA', { BUCKET: 'XAKIAIOSFODNN7EXAMPLE' }],
    ['a dynamic reference', { AWS_SECRET_ACCESS_KEY: '{{resolve:secretsmanager:app:SecretString:key}}' }],
    ['a parameter', { AWS_SECRET_ACCESS_KEY: unknown() }],
    ['a password that a command gives', 'export DB_PASSWORD=$(aws secretsmanager get-secret-value)'],
    ['the name of a file with a password', 'export DB_PASSWORD_FILE=/run/secrets/db'],
    ['an address with a port', { API: 'https://api.example.com:8443/@me' }],
    ['an address with a user alone', 'ssh://git@github.com/shop/orders.git'],
    ['an address whose password is given', sub('postgres://orders:', unknown(), '@db.example.com')],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
  ] as const)
    it(`are not seen in ${title}`, () => {
      assert.deepEqual(found(of), []);
    });

  it('stand where the text stands', () => {
    const [credential] = credentialsIn(valueOf({ Variables: { ID: 'AKIAIOSFODNN7EXAMPLE' } }), viewWith());
    assert(credential);
    assert.deepEqual(pathOf(credential.at), ['Variables', 'ID']);
  });
});
