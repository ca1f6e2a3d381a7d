import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { words } from '../../words.ts';

type Named = Pick<Api['Property'], 'id' | 'property_address' | 'parcel_id' | 'city'>;

/** A property by its address, or its parcel where that is not known, as the way to its page. */
export function PropertyName({ property }: { readonly property: Named }) {
  const { id, property_address: address, parcel_id: parcel, city } = property;
  return (
    <>
      <Link to="/properties/$propertyId" params={{ propertyId: id }} className="link">
        {address ?? parcel ?? words.properties.unnamed}
      </Link>
      <span className="block text-xs text-muted">
        {[address === null ? null : parcel, city].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}
