/** The `people` group: who belongs to your organization, and who is invited. */
import { type Command, Option } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface RoleOptions extends CommonOptions {
  role: string;
}

export interface YesOptions extends CommonOptions {
  yes?: boolean;
}

const ROLES = ['viewer', 'analyst', 'admin'];

/** The group, which the commands of the server's own machine share. */
export function peopleGroup(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'people') ??
    program.command('people').description('see and change who belongs to your organization')
  );
}

/** Adds `people list|invite|invitations|uninvite|role|remove`; the server's own commands stand in src/local. */
export function registerPeopleCommands(program: Command, io: Io): void {
  const people = peopleGroup(program);
  withCommonOptions(people.command('list').description('list the people of your organization')).action(
    remote(io, async (context) => (await import('./people-actions.ts')).list(context)),
  );
  withCommonOptions(
    people
      .command('invite')
      .argument('<email>', 'such as ann@example.org')
      .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('viewer'))
      .description('send somebody a link that lets them in, once, within a week'),
  ).action(
    remote<RoleOptions>(io, async (context, options, [email = '']) =>
      (await import('./people-actions.ts')).invite(context, email, options.role),
    ),
  );
  withCommonOptions(people.command('invitations').description('list open invitations')).action(
    remote(io, async (context) => (await import('./people-actions.ts')).invitations(context)),
  );
  withCommonOptions(
    people.command('uninvite').argument('<email>', 'who was invited').description('take an invitation back'),
  ).action(
    remote(io, async (context, _options, [email = '']) =>
      (await import('./people-actions.ts')).uninvite(context, email),
    ),
  );
  withCommonOptions(
    people
      .command('role')
      .argument('<email>', 'whose')
      .argument('<role>', ROLES.join(', '))
      .description('give somebody another role'),
  ).action(
    remote(io, async (context, _options, [email = '', role = '']) =>
      (await import('./people-actions.ts')).changeRole(context, email, role),
    ),
  );
  withCommonOptions(
    people
      .command('remove')
      .argument('<email>', 'who')
      .option('-y, --yes', 'do not ask')
      .description('take somebody out of your organization'),
  ).action(
    remote<YesOptions>(io, async (context, options, [email = '']) =>
      (await import('./people-actions.ts')).remove(context, email, options.yes),
    ),
  );
}
