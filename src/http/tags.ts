/** What each group of endpoints is for, as the document and its page tell it. */
export const TAGS: Readonly<Record<string, string>> = {
  Service: 'Is the server there, and should it be sent requests.',
  'Batch lookups': 'Many addresses at once: create, follow, cancel, fetch the results.',
  'Batch lookups: uploads':
    'Files of up to a million rows, in chunks that may be sent again or as one stream.',
  'Incentive reports': 'What batches of lookups amount to, in sum and site by site, while they fill too.',
  'Batch jobs': 'Jobs over the properties, documents and counties that are on file.',
  n8n: 'What orchestrating workflows ask, and what they are told.',
  Jobs: 'Every job of any kind: progress, pause, resume, cancel, retry, failures by cause, events.',
  Counties: 'The counties of the United States, by name or number.',
  Properties: 'Parcels for sale, with what was found out about them.',
  Imports: 'What became of files that were imported, row by row.',
  'Sign-in': 'Sessions of people in a browser: by password, passkey, or at another place.',
  People: 'Who you are, who belongs to your organization, and who is invited.',
  Settings: 'Figures and addresses that an organization chooses.',
  Documents: 'Files and links of counties.',
  'Upcoming sales': 'Tax sales to come.',
  Agents: 'Sessions, plain-language commands and the Model Context Protocol for AI agents.',
  'API keys': 'Keys of programs: made, narrowed, rotated and ended.',
  Limits: 'What an organization and its keys may use, and what they used.',
};
