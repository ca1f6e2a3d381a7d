#!/usr/bin/env node
/** The entry of every Lotline process: one program, its commands on this machine and its commands over HTTP. */
import { Command } from 'commander';
import { VERSION } from './base/version.ts';
import { processIo } from './cli/io.ts';
import { registerRemoteCommands, runProgram } from './cli/program.ts';
import { registerLocalCommands } from './local/commands.ts';

const io = processIo();
const program = new Command('lotline')
  .description('Runs large batches of work on property data and never loses its place.')
  .version(VERSION, '--version', 'print the version');
registerLocalCommands(program, io);
registerRemoteCommands(program, io);
process.exitCode = await runProgram(program, process.argv.slice(2), io);
