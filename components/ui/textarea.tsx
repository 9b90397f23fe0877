import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { controlStyle } from './control-style';

/** Several lines of text. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={classNames(controlStyle, 'py-2.5 leading-relaxed', className)} {...rest} />;
}
