import type { Command, JobWords, Places } from '../../src/surfaces/agents/commands/understanding.ts';

/** A command in one line, for tables: `start regrid_scraping @Blair + Bedford #50 round_robin`. */
export function short(command: Command): string {
  switch (command.action) {
    case 'start':
      return words(
        'start',
        command.jobType,
        placesOf(command.places),
        command.batchSize === null ? '' : `#${command.batchSize}`,
        command.strategy ?? '',
      );
    case 'pending':
      return words('pending', command.jobType ?? '', placesOf(command.places));
    case 'list':
      return words('list', command.list);
    case 'status':
    case 'resume':
    case 'pause':
      return words(command.action, jobOf(command.job));
    case 'end_session':
      return words(
        'end_session',
        command.all ? 'all' : '',
        command.note === null ? '' : JSON.stringify(command.note),
      );
    case 'work':
      return words('work', command.batches === null ? '' : String(command.batches));
    default:
      return command.action;
  }
}

const words = (...parts: string[]) => parts.filter((part) => part !== '').join(' ');

function jobOf({ jobType, places, jobId }: JobWords): string {
  return words(jobType ?? '', placesOf(places), jobId === null ? '' : `=${jobId}`);
}

function placesOf(places: Places | null): string {
  if (places === null) return '';
  if (places.are === 'all') return '@all';
  return places.are === 'state'
    ? `@${places.said ? '' : '?'}${places.stateCode}`
    : `@${places.names.join(' + ')}`;
}
