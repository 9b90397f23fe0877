import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';

const looks = {
  info: { icon: Info, box: 'bg-sky-wash border-sky', mark: 'text-sky' },
  success: { icon: CircleCheck, box: 'bg-leaf-wash border-leaf', mark: 'text-leaf-deep' },
  warning: { icon: TriangleAlert, box: 'bg-warn-wash border-warn', mark: 'text-warn' },
  danger: { icon: CircleAlert, box: 'bg-danger-wash border-danger', mark: 'text-danger' },
} as const;

/** Something the person should know. Failures and warnings are announced at once, the rest politely. */
export function Alert({
  tone = 'info',
  title,
  children,
  className,
}: {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const { icon: Icon, box, mark } = looks[tone];
  return (
    <div
      role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}
      className={classNames('flex gap-3 rounded-card border-l-4 p-4', box, className)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', mark)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={title ? 'mt-1' : undefined}>{children}</div>}
      </div>
    </div>
  );
}
