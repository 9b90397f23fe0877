'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { Menu, MenuChoices, MenuContent, MenuTrigger } from '@/components/ui/menu';
import { themeCookie, type Theme } from './theme';

const looks = {
  system: { label: 'As the system', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
} as const;

const yearInSeconds = 31_536_000;

/** Chooses between light, dark and the system's own choice, and remembers it for this browser. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const { icon: Icon, label } = looks[theme];

  function choose(next: Theme) {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearInSeconds}; samesite=lax`;
  }

  return (
    <Menu>
      <MenuTrigger className={buttonStyle('quiet', 'icon')} aria-label={`Colours: ${label}`}>
        <Icon aria-hidden className="size-5" />
      </MenuTrigger>
      <MenuContent align="end">
        <MenuChoices
          label="Colours"
          value={theme}
          onChoose={choose}
          choices={[
            { value: 'system', label: looks.system.label },
            { value: 'light', label: looks.light.label },
            { value: 'dark', label: looks.dark.label },
          ]}
        />
      </MenuContent>
    </Menu>
  );
}
