import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { controlStyle } from './control-style';

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(controlStyle, 'min-h-11', className)} {...rest} />;
}
