import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large' | 'icon';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-leaf text-on-leaf hover:bg-leaf-deep border border-transparent',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-sunken',
  quiet: 'text-ink border border-transparent hover:bg-sunken',
  danger: 'bg-danger text-on-danger border border-transparent hover:brightness-110',
};

const sizes: Record<ButtonSize, string> = {
  small: 'min-h-9 px-3 text-sm gap-1.5',
  medium: 'min-h-11 px-4 text-[0.9375rem] gap-2',
  large: 'min-h-12 px-6 text-base gap-2',
  icon: 'size-11 justify-center',
};

/** Classes shared by buttons and by links that look like them. */
export function buttonStyle(variant: ButtonVariant = 'primary', size: ButtonSize = 'medium', className?: string): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center rounded-control font-medium no-underline transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    variants[variant],
    sizes[size],
    className,
  );
}
