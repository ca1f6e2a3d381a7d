import { z } from 'zod';
import { type IncentiveRow, readIncentive } from './incentive-entry.ts';
import type { ProblemList } from './problems.ts';

interface AuthorityRow {
  kind: string;
  key: string;
  name: string;
  geography_ids: number[];
}

interface ProgramRow {
  key: string;
  name: string;
  url: string;
  authority_kind: string;
  authority_key: string;
  building_types: string[] | null;
  stated_on: string | null;
}

/** The programs of one state, or of the nation (`US`), ready to be stored. */
export interface ProgramFile {
  stateCode: string;
  authorities: AuthorityRow[];
  programs: ProgramRow[];
  incentives: IncentiveRow[];
}

const inEnglish = z.object({ en: z.string().min(1) });
const authoritySchema = z.object({ name: z.string().min(1), geography_ids: z.array(z.int()).default([]) });
const programSchema = z.object({
  name: inEnglish,
  url: inEnglish,
  authority: z.string(),
  authority_type: z.string(),
});
const stateFileSchema = z.object({
  state: z.string().regex(/^[A-Z]{2}$/),
  authorities: z.record(z.string(), z.record(z.string(), z.unknown())),
  programs: z.record(z.string(), z.unknown()),
  incentives: z.array(z.unknown()),
});

const reasons = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');

/** Reads a state's file entry by entry; null when it is not one at all. What cannot be read goes to `problems`. */
export function readStateFile(json: unknown, problems: ProblemList): ProgramFile | null {
  const file = stateFileSchema.safeParse(json);
  if (!file.success) {
    problems.add('', reasons(file.error));
    return null;
  }
  const authorities = readAuthorities(file.data.authorities, problems);
  const known = new Set(authorities.map(({ kind, key }) => `${kind} ${key}`));
  const programs: ProgramRow[] = [];
  for (const [key, entry] of Object.entries(file.data.programs)) {
    const program = programSchema.safeParse(entry);
    if (!program.success) problems.add(key, reasons(program.error));
    else if (!known.has(`${program.data.authority_type} ${program.data.authority}`)) {
      problems.add(
        key,
        `authority ${program.data.authority_type}/${program.data.authority} is not in the file`,
      );
    } else {
      const { name, url, authority, authority_type } = program.data;
      const row = {
        key,
        name: name.en,
        url: url.en,
        authority_kind: authority_type,
        authority_key: authority,
      };
      programs.push({ ...row, building_types: null, stated_on: null });
    }
  }
  const incentives = readIncentives(file.data.incentives, new Set(programs.map(({ key }) => key)), problems);
  return { stateCode: file.data.state, authorities, programs, incentives };
}

function readAuthorities(
  groups: Record<string, Record<string, unknown>>,
  problems: ProblemList,
): AuthorityRow[] {
  return Object.entries(groups).flatMap(([kind, entries]) =>
    Object.entries(entries).flatMap(([key, entry]) => {
      const authority = authoritySchema.safeParse(entry);
      if (authority.success) return [{ kind, key, ...authority.data }];
      problems.add(`${kind}/${key}`, reasons(authority.error));
      return [];
    }),
  );
}

function readIncentives(
  entries: readonly unknown[],
  programs: ReadonlySet<string> | null,
  problems: ProblemList,
): IncentiveRow[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const name = nameOf(entry) ?? `incentive ${index}`;
    const read = readIncentive(entry);
    if ('reason' in read) problems.add(name, read.reason);
    else if (programs !== null && !programs.has(read.row.program_key)) {
      problems.add(name, `program ${read.row.program_key} is not in the file, or could not be read`);
    } else if (seen.has(read.row.key)) problems.add(name, 'the id stands twice; the first is kept');
    else {
      seen.add(read.row.key);
      return [read.row];
    }
    return [];
  });
}

const nameOf = (entry: unknown): string | null => {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : null;
  return typeof id === 'string' ? id : null;
};

/** The geography of everything federal; it comes with the migrations. */
const nationId = 1_000_000_000;
const federal = { kind: 'federal', key: 'us-government', name: 'U.S. federal government' };

/** "residentialCleanEnergyCredit" to "Residential Clean Energy Credit". */
const spacedName = (key: string): string => {
  const spaced = key.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** Reads the file of federal incentives, which names its programs only by key. */
export function readFederalFile(json: unknown, problems: ProblemList): ProgramFile | null {
  if (!Array.isArray(json)) {
    problems.add('', 'not a list of incentives');
    return null;
  }
  const incentives = readIncentives(json, null, problems);
  const urls = new Map(incentives.map((row) => [row.program_key, row.url]));
  const programs = [...urls].map(([key, url]) => ({
    key,
    name: spacedName(key),
    url,
    authority_kind: federal.kind,
    authority_key: federal.key,
    building_types: null,
    stated_on: null,
  }));
  return { stateCode: 'US', authorities: [{ ...federal, geography_ids: [nationId] }], programs, incentives };
}
