import type { SaleType } from '../properties/read-values.ts';

export const SALE_STATUSES = ['scheduled', 'postponed', 'cancelled', 'completed'] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

/** A sale that a county has announced. An organization knows it by county, type and day. */
export interface Sale {
  readonly id: string;
  readonly countyId: string;
  readonly countyName: string;
  readonly stateCode: string;
  readonly saleType: SaleType;
  /** Days are YYYY-MM-DD. */
  readonly saleDate: string;
  readonly registrationDeadline: string | null;
  readonly platform: string | null;
  /** Decimal text. */
  readonly depositRequired: string | null;
  readonly propertyCount: number | null;
  readonly status: SaleStatus;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const SALE_COLUMNS = `s.id, s.county_id as "countyId", c.county_name as "countyName",
  c.state_code as "stateCode", s.sale_type as "saleType", s.sale_date::text as "saleDate",
  s.registration_deadline::text as "registrationDeadline", s.platform, s.deposit_required as "depositRequired",
  s.property_count as "propertyCount", s.status, s.created_by as "createdBy", s.created_at as "createdAt",
  s.updated_at as "updatedAt"`;

export const SALE_TABLES = 'lotline.upcoming_sales s join lotline.county_list c on c.id = s.county_id';

/** What is said of a sale; null is what is not said. */
export interface SaleFacts {
  readonly countyId: string;
  readonly saleType: SaleType | null;
  readonly saleDate: string | null;
  readonly registrationDeadline: string | null;
  readonly platform: string | null;
  readonly depositRequired: string | null;
  readonly propertyCount: number | null;
  readonly status: SaleStatus | null;
}
