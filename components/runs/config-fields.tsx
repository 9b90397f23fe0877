import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { textOfValue, type ConfigField } from './config-form';
import { labelOf } from './run-words';

/** The part of a form that a kind's schema describes. Errors come as `config.<field>`. */
export function ConfigFields({
  fields,
  values,
  errors,
  children,
}: {
  fields: readonly ConfigField[];
  /** What stands in the fields at first, beside the kind's own defaults. */
  values: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
  /** Further fields at the end. */
  children?: ReactNode;
}) {
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      {fields.map((field) => {
        const initial = textOfValue(values[field.name] ?? field.standard);
        return (
          <Field key={field.name} label={labelOf(field.name)} hint={field.hint} error={errors[`config.${field.name}`]}>
            {(wiring) => {
              const control = { ...wiring, name: `config.${field.name}`, defaultValue: initial };
              if (field.type === 'choice')
                return <Select {...control} options={(field.choices ?? []).map((value) => ({ value, label: value }))} />;
              if (field.type === 'switch')
                return (
                  <Select
                    {...control}
                    options={[
                      { value: 'yes', label: 'yes' },
                      { value: 'no', label: 'no' },
                    ]}
                  />
                );
              if (field.type === 'text') return <Input {...control} />;
              return <Input {...control} inputMode={field.type === 'integer' ? 'numeric' : 'decimal'} autoComplete="off" />;
            }}
          </Field>
        );
      })}
      {children}
    </div>
  );
}
