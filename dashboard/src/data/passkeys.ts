import { type Api, answered, api } from './api.ts';

/** Signs in with a passkey of this device. Throws when nothing was chosen, or the server refuses it. */
export async function signInWithPasskey(): Promise<void> {
  const options = await answered(api.GET('/api/auth/passkey/generate-authenticate-options'));
  // the library's own JSON, which is what the browser's parser takes
  const json = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was chosen');
  await api.POST('/api/auth/passkey/verify-authentication', { body: { response: asBody(credential) } });
}

/** Adds a passkey of this device to whoever is signed in, under a name. */
export async function addPasskey(name: string): Promise<void> {
  const options = await answered(api.GET('/api/auth/passkey/generate-register-options'));
  // see above
  const json = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was made');
  await api.POST('/api/auth/passkey/verify-registration', { body: { name, response: asBody(credential) } });
}

/** As the browser writes it down, which is what the server takes. */
function asBody(credential: PublicKeyCredential): Api['PasskeySignIn']['response'] {
  const { id, rawId, type, response, ...rest } = credential.toJSON();
  return { ...rest, id, rawId, type, response: { ...response } };
}
