import { SoilProfile } from './horizons';

/** Says on every page what the machine does with what people enter: keep it, or send it to where an admin said. */
export function Footer({ sendsElsewhere }: { sendsElsewhere: boolean }) {
  return (
    <footer className="mt-8 text-sm text-ink-soft">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-5 sm:px-6">
        <p>
          {sendsElsewhere ? (
            <strong className="font-semibold text-ink">
              An admin lets a server elsewhere answer for a model: what you write for it is sent there.
            </strong>
          ) : (
            <strong className="font-semibold text-ink">Nothing leaves this machine.</strong>
          )}{' '}
          Lessons, answers and models stay in its data folder.
        </p>
        <p>Loam, a school that trains its own teacher</p>
      </div>
      <SoilProfile className="h-8 sm:h-10" />
    </footer>
  );
}
