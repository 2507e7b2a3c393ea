import { useState } from 'react';
import type { Import, MappingChoice } from '#slices/sales/contract.ts';
import { useImportActions } from '#slices/sales/web/import-data.ts';
import { stepOf, type ImportStep } from '#slices/sales/web/import-stage.ts';
import { patternsIn } from '#slices/sales/web/mapping-choice.ts';

/** Where an import stands, and what can be done with it from its page. */
export interface ImportFlow {
  readonly step: ImportStep;
  /** What was started from this page; null when it was started elsewhere. */
  readonly isDry: boolean | null;
  /** Patterns of charges as they are typed. */
  readonly charges: string;
  readonly setCharges: (text: string) => void;
  readonly look: (choice: MappingChoice) => void;
  readonly isLooking: boolean;
  /** What did not work last. */
  readonly error: unknown;
  readonly tryOut: () => void;
  /** Loads it; with `acceptRejected` what is right although much is not. */
  readonly load: (options?: { readonly acceptRejected: boolean }) => void;
  readonly isStarting: boolean;
  readonly revise: () => void;
  readonly cancel: () => void;
  readonly isCancelling: boolean;
  /** Whether the person is asked about taking the import back. */
  readonly isUndoing: boolean;
  readonly askUndo: (isAsked: boolean) => void;
  /** Takes over what an answer says of the import. */
  readonly keep: (found: Import) => void;
}

/** The course of one import on its page; null until the import is known. */
export function useImportFlow(id: string, found: Import | undefined): ImportFlow | null {
  const { look, run, cancel, keep } = useImportActions(id);
  const [isRevising, setRevising] = useState(false);
  const [isDry, setDry] = useState<boolean | null>(null);
  const [charges, setCharges] = useState('');
  const [isUndoing, askUndo] = useState(false);
  if (found === undefined) return null;
  const start = (order: { readonly dryRun: boolean; readonly acceptRejected?: boolean }): void => {
    const patterns = patternsIn(charges);
    setDry(order.dryRun);
    look.reset();
    run.mutate(patterns.length === 0 ? order : { ...order, charges: patterns }, {
      onSuccess: () => setRevising(false),
    });
  };
  return {
    step: stepOf(found, isRevising, isDry),
    isDry,
    charges,
    setCharges,
    look: (choice) => {
      run.reset();
      look.mutate(choice);
    },
    isLooking: look.isPending,
    error: look.error ?? run.error ?? cancel.error,
    tryOut: () => start({ dryRun: true }),
    load: (options) => start({ dryRun: false, ...options }),
    isStarting: run.isPending,
    revise: () => setRevising(true),
    cancel: () => cancel.mutate(),
    isCancelling: cancel.isPending,
    isUndoing,
    askUndo,
    keep,
  };
}
