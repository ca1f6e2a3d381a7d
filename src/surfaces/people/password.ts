import { z } from 'zod';
import { PASSWORD_LENGTH } from '../../identity/people/password-length.ts';

const { least, most } = PASSWORD_LENGTH;

/** A password that somebody chooses. */
export function newPassword(field: string) {
  return z
    .string(`${field}: must be text`)
    .min(least, `${field}: must have at least ${least} characters; a sentence is easy to keep in mind`)
    .max(most, `${field}: must have at most ${most} characters`);
}
