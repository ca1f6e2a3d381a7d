import type { OpenAPIV3_1 } from 'openapi-types';
import { type ZodType, z } from 'zod';
import { AppError, type ErrorCode } from '../base/errors.ts';
import { memberOf, recordOf } from '../base/record.ts';
import { type AnswerSpec, type AnyEndpoint, neededScope, type Surface } from './endpoint.ts';
import { TAGS } from './tags.ts';

type Schema = Record<string, unknown>;

/** Errors that any endpoint can answer, and those that come with what it takes. */
const ALWAYS: readonly ErrorCode[] = ['host_not_allowed', 'internal', 'database_unavailable'];
const SIGNED_IN: readonly ErrorCode[] = [
  'ambiguous_authentication',
  'unauthorized',
  'forbidden',
  'too_many_requests',
  'too_many_failures',
  'issuer_unavailable',
];
/** What a browser's session can meet: no organization to act for, or a request that another site may have forged. */
const SESSION: readonly ErrorCode[] = ['no_organization', 'csrf_failed'];
const COOKIE: readonly ErrorCode[] = ['unauthorized', 'csrf_failed'];
const WITH_BODY: readonly ErrorCode[] = [
  'malformed_json',
  'validation_failed',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
];
const IDEMPOTENT: readonly ErrorCode[] = ['idempotency_running', 'idempotency_mismatch'];

const INTRODUCTION = `Runs large batches of work on property data and never loses its place.

Sign in with an API key, as \`x-api-key\` or as \`Authorization: Bearer\`, not both. Every answer carries
\`x-request-id\`; send your own to find a request again. Where an endpoint takes an \`Idempotency-Key\`, a repeat
within 24 hours with the same body gives the first answer again (\`Idempotency-Replayed: true\`), another body is
422, and while the first still runs it is 409.

\`RateLimit-Policy\` and \`RateLimit\` tell how many requests are left in this minute; a 429 or 503 says in \`Retry-After\`
when to come back. A key that was narrowed to scopes needs the one in \`x-scope\`.`;

const SANDBOX = `**This is a sandbox: simulators stand for all outside services, and nothing that was found is real.**
Every answer carries \`Lotline-Sandbox: true\`.

`;

/** The OpenAPI 3.1 document of everything in `surfaces`, the same for the same code, whatever runs it. */
export function openApiDocument(
  surfaces: readonly Surface[],
  about: { readonly version: string; readonly url?: string | undefined; readonly sandbox?: boolean },
): OpenAPIV3_1.Document {
  const components = new Components();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const surface of surfaces) {
    for (const endpoint of surface.endpoints) {
      paths[endpoint.path] ??= {};
      Object.assign(paths[endpoint.path] ?? {}, {
        [endpoint.method.toLowerCase()]: operation(endpoint, surface, components),
      });
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: about.sandbox ? 'Lotline (sandbox)' : 'Lotline',
      version: about.version,
      description: `${about.sandbox ? SANDBOX : ''}${INTRODUCTION}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: about.url ?? '/' }],
    tags: [...new Set(surfaces.flatMap((s) => s.endpoints.map((e) => e.tag)))].map((name) => ({
      name,
      ...(TAGS[name] === undefined ? {} : { description: TAGS[name] }),
    })),
    // made of what zod writes, as loose objects; a validator of OpenAPI reads the whole document in the tests
    paths: paths as OpenAPIV3_1.PathsObject,
    components: {
      schemas: components.schemas as Record<string, OpenAPIV3_1.SchemaObject>, // as above
      securitySchemes: {
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-api-key',
          description: '`lot_live_` (or `lot_test_`, `leap_live_`) + 64 hexadecimal digits',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'The same API key as a Bearer token, or a session token of Clerk where that is set up',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'lotline.session_token',
          description:
            'What a browser gets by signing in (`__Secure-lotline.session_token` behind https). Whatever changes something also needs `X-CSRF-Token`, from GET /api/csrf-token.',
        },
      },
    },
  };
}

function operation(endpoint: AnyEndpoint, surface: Surface, components: Components): Schema {
  const open = endpoint.allow === 'anyone';
  const needed = neededScope(endpoint, surface);
  const parameters = [
    ...parametersOf('path', endpoint.params, components),
    ...parametersOf('query', endpoint.query, components),
    ...(endpoint.idempotent ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    security: open
      ? endpoint.cookie
        ? [{ session: [] }]
        : []
      : [{ apiKey: [] }, { bearer: [] }, { session: [] }, ...(endpoint.publicRead ? [{}] : [])],
    ...(open ? {} : { 'x-role': endpoint.allow }),
    ...(open || needed === undefined ? {} : { 'x-scope': needed }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takesBody(endpoint) ? { requestBody: requestBody(endpoint, components) } : {}),
    responses: {
      ...mapValues(endpoint.answers, (spec) => success(spec, components)),
      ...problems(endpoint, surface, components),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of your own that names this creation, such as a UUID: a repeat creates nothing again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function parametersOf(
  place: 'path' | 'query',
  schema: ZodType | undefined,
  components: Components,
): Schema[] {
  if (schema === undefined) return [];
  const object = components.convert(schema, 'input');
  const required = new Set(Array.isArray(object.required) ? object.required : []);
  return Object.entries(recordOf(object.properties)).map(([name, found]) => {
    const { description, ...rest } = recordOf(found);
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function takesBody(endpoint: AnyEndpoint): boolean {
  return endpoint.body !== undefined || endpoint.bodyStream !== undefined;
}

function requestBody(endpoint: AnyEndpoint, components: Components): Schema {
  const { body, bodyExample, bodyStream } = endpoint;
  const json = body && {
    'application/json': {
      schema: components.convert(body, 'input'),
      ...(bodyExample === undefined ? {} : { example: bodyExample }),
    },
  };
  return {
    ...(bodyStream === undefined ? {} : { description: `At most ${bodyStream.limitBytes} bytes.` }),
    required: !body?.safeParse(undefined).success,
    content: { ...json, ...bodyStream?.types },
  };
}

function success(spec: AnswerSpec, components: Components): Schema {
  const schema = spec.schema === undefined ? undefined : components.convert(spec.schema, 'output');
  const json = schema && {
    'application/json': { schema, ...(spec.example === undefined ? {} : { example: spec.example }) },
  };
  const streams = Object.fromEntries(
    (spec.content ?? []).map((type) => [type, { schema: { type: 'string' } }]),
  );
  const content = { ...json, ...streams };
  return {
    description: spec.description,
    headers: REQUEST_ID,
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

const REQUEST_ID = {
  'x-request-id': { description: 'The id of this request', schema: { type: 'string' } },
};

const RETRY_AFTER = {
  'retry-after': { description: 'Seconds after which asking again may help', schema: { type: 'integer' } },
};

/** Every error status of an endpoint with the codes that stand behind it. */
function problems(endpoint: AnyEndpoint, surface: Surface, components: Components): Record<string, Schema> {
  const codes = new Set<ErrorCode>([
    ...ALWAYS,
    ...(endpoint.allow === 'anyone' ? [] : SIGNED_IN),
    ...(endpoint.allow === 'anyone' ? [] : SESSION),
    ...(endpoint.cookie ? COOKIE : []),
    ...(takesBody(endpoint) ? WITH_BODY : []),
    ...(endpoint.query === undefined ? [] : (['validation_failed'] as const)),
    ...(endpoint.idempotent ? IDEMPOTENT : []),
    ...endpoint.errors,
  ]);
  const byStatus = Map.groupBy(codes, (code) => {
    const error = new AppError(code, '');
    return surface.statusOf?.(error) ?? error.status;
  });
  const schema = components.convert(surface.problemSchema, 'output');
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => endpoint.answers[status] === undefined)
      .map(([status, list]) => [
        String(status),
        {
          description: list.map((code) => `\`${code}\``).join(', '),
          headers: status === 429 || status === 503 ? { ...REQUEST_ID, ...RETRY_AFTER } : REQUEST_ID,
          content: { 'application/json': { schema } },
        },
      ]),
  );
}

/** Named schemas of the document: each zod schema with an id stands once and is referred to. */
class Components {
  readonly schemas: Record<string, Schema> = {};

  convert(schema: ZodType, io: 'input' | 'output'): Schema {
    const {
      $schema: _,
      $defs,
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      reused: 'inline',
      override: ({ jsonSchema }) => {
        const shown = memberOf(jsonSchema, 'shown');
        if (shown === undefined) return;
        for (const key of ['type', 'shown']) Reflect.deleteProperty(jsonSchema, key);
        Object.assign(jsonSchema, shown);
      },
    }) as Schema & { $defs?: Record<string, Schema> }; // zod's own type has each word of JSON Schema, and no others
    for (const [name, definition] of Object.entries($defs ?? {})) this.#add(name, definition);
    return this.#pointed(root);
  }

  #add(name: string, definition: Schema): void {
    const { id: _, ...rest } = this.#pointed(definition);
    const before = this.schemas[name];
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(rest)) {
      throw new Error(`two schemas are called ${name}: give one another id`);
    }
    this.schemas[name] = rest;
  }

  /** References into `$defs`, pointed at the components. */
  #pointed(schema: Schema): Schema {
    return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
