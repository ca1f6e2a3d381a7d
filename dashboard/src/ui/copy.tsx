import { Copy } from 'lucide-react';
import { words } from '../words.ts';
import { IconButton } from './button.tsx';
import { tell } from './toast.tsx';

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    tell({ title: words.actions.copied });
  };
  return <IconButton icon={Copy} label={label} onClick={() => void copy()} />;
}
