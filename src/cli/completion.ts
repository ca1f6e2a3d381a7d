/** `completion SHELL`: small scripts that ask the program itself what may come next, so they never fall behind. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Io, write } from './io.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
type Shell = (typeof SHELLS)[number];

/** Adds `completion` and the hidden `__complete` that its scripts call. */
export function registerCompletion(program: Command, io: Io): void {
  program
    .command('completion')
    .argument('<shell>', SHELLS.join(', '), readShell)
    .description('print a completion script for your shell')
    .addHelpText('after', '\nbash: source <(lotline completion bash)')
    .action(async (shell: Shell) => write(io.stdout, SCRIPTS[shell]));
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      for (const candidate of candidates(program, words)) await write(io.stdout, `${candidate}\n`);
    });
}

function readShell(text: string): Shell {
  const shell = SHELLS.find((name) => name === text);
  if (!shell) throw new InvalidArgumentError(`Choose ${SHELLS.join(', ')}.`);
  return shell;
}

/** What may stand in the place of the last word: commands of the group so far, or options of the command. */
function candidates(program: Command, words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  let command = program;
  for (const word of words.slice(0, -1)) {
    command = command.commands.find((sub) => sub.name() === word) ?? command;
  }
  const help = command.createHelp();
  const names = last.startsWith('-')
    ? help.visibleOptions(command).flatMap((option) => (option.long ? [option.long] : []))
    : help.visibleCommands(command).map((sub) => sub.name());
  return names.filter((name) => name.startsWith(last));
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_lotline() {
  local IFS=$'\\n'
  COMPREPLY=($(lotline __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _lotline lotline
`,
  zsh: `#compdef lotline
_lotline() {
  local -a found
  found=("\${(@f)$(lotline __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[*]}" ]]; then compadd -a found; else _files; fi
}
compdef _lotline lotline
`,
  fish: `complete -c lotline -a '(lotline __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName lotline -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '' }
  lotline __complete -- @words 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`,
};
