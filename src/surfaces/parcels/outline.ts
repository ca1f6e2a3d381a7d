import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { type Answer, answer, endpoint } from '../../http/endpoint.ts';
import { shapeOf } from '../../property/outlines/geometry.ts';
import { drawOutline } from '../../property/outlines/picture.ts';
import { type OutlineRecord, readOutline } from '../../property/outlines/read-outline.ts';

export const outlineEndpoint = endpoint({
  operationId: 'getParcelOutline',
  method: 'GET',
  path: '/api/parcels/{property_id}/outline.svg',
  tag: 'Parcels',
  summary: 'Draw the outline of a parcel',
  description:
    'From the geometry in its land data, to scale, north up: area, lengths of sides, frontage (the side along its street where that is known, else the longest, marked so), scale bar. `screenshot_url` of land data from Regrid is this path.',
  allow: 'viewer',
  params: z.object({ property_id: z.string() }),
  answers: { 200: { description: 'The picture', content: ['image/svg+xml'] } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    let record: OutlineRecord | null = null;
    await transaction(async (db) => {
      if (isUuid(params.property_id)) record = await readOutline(db, organizationId, params.property_id);
      return answer(200, null);
    });
    if (record === null) throw new AppError('not_found', 'There is no land data of this property');
    const svg = draw(record);
    if (svg === null) {
      throw new AppError('not_found', 'The land data of this property holds no outline', {
        hint: 'An outline is a GeoJSON polygon in raw_data.',
      });
    }
    return picture(svg);
  },
});

function draw({ parcelId, address, city, stateCode, rawData, foundBy, foundAt, street }: OutlineRecord) {
  const shape = shapeOf(rawData);
  if (shape === null) return null;
  const where = [address, city, stateCode].filter((part) => part !== null && part !== '').join(', ');
  const text = {
    title: parcelId === null ? where : `Parcel ${parcelId}`,
    subtitle: parcelId === null ? '' : where,
    source: `Drawn from land data found by ${foundBy} on ${foundAt.toISOString().slice(0, 10)}. Not a survey.`,
  };
  return drawOutline(shape, text, street);
}

/** An image that may load nothing and run nothing, should somebody open it as a page. */
function picture(svg: string): Answer {
  const bytes = Buffer.from(svg, 'utf8');
  return {
    status: 200,
    stream: Readable.from([bytes], { objectMode: false }),
    headers: {
      'content-type': 'image/svg+xml',
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=60',
    },
  };
}
