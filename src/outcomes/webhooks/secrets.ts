import { randomBytes } from 'node:crypto';
import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import { open, seal } from '../../base/seal.ts';
import { secretKey } from '../../db/secret-key.ts';

export type KeyConfig = Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>;

/** A new secret in the form that Standard Webhooks gives it: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Seals the secret of an endpoint for the database. Throws `secret_key_needed`. */
export function sealSecret(config: KeyConfig, endpointId: string, secret: string): Buffer {
  return seal(secretKey(config), place(endpointId), secret);
}

/** The secret again. Throws `secret_key_needed` when it was sealed with another key. */
export function openSecret(config: KeyConfig, endpointId: string, sealed: Buffer): string {
  const secret = open(secretKey(config), place(endpointId), sealed);
  if (secret !== undefined) return secret;
  throw new AppError(
    'secret_key_needed',
    'The secret of a webhook cannot be read with the key of this server',
    {
      hint: 'Restore LOTLINE_SECRET_KEY (or the file secret-key in the data folder), or rotate the secret.',
    },
  );
}

const place = (endpointId: string) => `webhook endpoint ${endpointId}`;
