/** What counties publish, and how far it has been read. */
export const DOCUMENT_TYPES = ['property_list', 'legal_notice', 'registration'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const PARSING_STATUSES = ['pending', 'in_progress', 'completed', 'failed'] as const;
export type ParsingStatus = (typeof PARSING_STATUSES)[number];

/** A publication of a county: a file that is stored here, or the address of one elsewhere. */
export interface Document {
  readonly id: string;
  readonly countyId: string;
  readonly countyName: string;
  readonly stateCode: string;
  readonly documentType: DocumentType;
  readonly title: string;
  readonly url: string | null;
  readonly blobId: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly fileName: string | null;
  /** `pdf`, `csv`, `xlsx` and so on, by content where the content says it. */
  readonly fileFormat: string | null;
  /** A day, YYYY-MM-DD. */
  readonly publicationDate: string | null;
  readonly parsingStatus: ParsingStatus;
  readonly parsingError: string | null;
  readonly parsedAt: Date | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A document as rows give it; `place` is where it stands in lists. */
export interface DocumentRow extends Omit<Document, 'sizeBytes'> {
  readonly sizeBytes: string | null;
  readonly place: string;
}

/** What is stored, but for those that somebody reads just now. `$1` is the organization. */
export const PARSING_STATUS = `case when d.id in (select lotline.documents_in_hand($1)) then 'in_progress'
  else d.parsing_status end`;

/** Of {@link DOCUMENT_TABLES}; `$1` is the organization. */
export const DOCUMENT_COLUMNS = `d.id, d.county_id as "countyId", c.county_name as "countyName",
  c.state_code as "stateCode", d.document_type as "documentType", d.title, d.url, d.blob_id as "blobId", d.sha256,
  b.size_bytes as "sizeBytes", d.file_name as "fileName", d.file_format as "fileFormat",
  d.publication_date::text as "publicationDate", ${PARSING_STATUS} as "parsingStatus",
  d.parsing_error as "parsingError", d.parsed_at as "parsedAt", d.created_by as "createdBy",
  d.created_at as "createdAt", d.updated_at as "updatedAt",
  (extract(epoch from d.created_at) * 1000000)::bigint::text as place`;

export const DOCUMENT_TABLES = `lotline.documents d join lotline.county_list c on c.id = d.county_id
  left join lotline.blobs b on b.id = d.blob_id`;

export function toDocument({ place: _, ...row }: DocumentRow): Document {
  return { ...row, sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes) };
}
