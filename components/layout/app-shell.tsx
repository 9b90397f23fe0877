import type { ReactNode } from 'react';
import { Footer } from './footer';
import { Header } from './header';
import { visibleSections, type NavigationSection } from './navigation';
import type { ShellPerson } from './shell-person';
import { SkipLink } from './skip-link';
import type { Theme } from './theme';

export interface AppShellProps {
  sections: readonly NavigationSection[];
  /** Nobody is signed in when it is absent. */
  person?: ShellPerson;
  theme: Theme;
  /** What stands at the right end of the account menu, such as the form that signs out. */
  accountMenu?: ReactNode;
  /** Whether what people write goes to a server on another machine. */
  sendsElsewhere: boolean;
  children: ReactNode;
}

/** Header, main region and footer of every page. */
export function AppShell({ sections, person, theme, accountMenu, sendsElsewhere, children }: AppShellProps) {
  return (
    <>
      <SkipLink />
      <Header sections={visibleSections(sections, person?.role)} person={person} theme={theme} accountMenu={accountMenu} />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12">
        <noscript>
          <p className="mb-6 rounded-card border bg-surface p-4">
            Forms and buttons wait for JavaScript, which is switched off in this browser. The lessons of the curriculum can be read without
            it.
          </p>
        </noscript>
        {children}
      </main>
      <Footer sendsElsewhere={sendsElsewhere} />
    </>
  );
}
