import type { Rng } from '@/lib/core/rng';
import { zeros } from '../../tensor/tensor';
import { bucketed, epochs, type BatchSource } from './source';
import { padTexts, type EncodedText } from './texts';

export interface MaskedBatchOptions {
  readonly texts: readonly EncodedText[];
  readonly batch: number;
  readonly lengths: readonly number[];
  readonly padToken: number;
  readonly maskToken: number;
  /** Tokens below this number are special: never masked, never put in. */
  readonly firstOrdinary: number;
  readonly vocabulary: number;
  /** Share of the tokens that must be guessed. */
  readonly share?: number;
  readonly rng: Rng;
}

/**
 * Batches for masked-language modelling: of the picked tokens 80 % become the mask, 10 % a random token and 10 % stay (Devlin et
 * al. 2019). What is picked differs every time. Gives the encoder's inputs with `positions`, `labels` int32 and `weights` (picked);
 * the number picked is fixed by the bucket, and places left over weigh nothing.
 */
export function maskedBatches(options: MaskedBatchOptions): BatchSource {
  const { texts, batch, lengths, padToken, maskToken, firstOrdinary, vocabulary, share = 0.15 } = options;
  const sizes = texts.map(({ tokens }) => tokens.length);
  const plan = epochs(options.rng, bucketed(sizes, lengths, batch));
  const replacement = (token: number, rng: Rng): number => {
    const roll = rng.next();
    if (roll < 0.8) return maskToken;
    return roll < 0.9 ? firstOrdinary + rng.int(vocabulary - firstOrdinary) : token;
  };
  return {
    next(rng) {
      const { time, rows } = plan.next();
      const inputs = padTexts(
        rows.map((row) => texts[row]),
        time,
        padToken,
      );
      const { data } = inputs.tokens;
      const candidates = rng.shuffle([...data.keys()].filter((place) => data[place] >= firstOrdinary && inputs.mask.data[place] === 1));
      const picked = Math.max(1, Math.round(share * batch * time));
      const [positions, labels, weights] = [zeros('int32', [picked]), zeros('int32', [picked]), zeros('float32', [picked])];
      const count = Math.min(picked, Math.max(1, Math.round(share * candidates.length)), candidates.length);
      candidates.slice(0, count).forEach((place, i) => {
        positions.data[i] = place;
        labels.data[i] = data[place];
        weights.data[i] = 1;
        data[place] = replacement(data[place], rng);
      });
      return { ...inputs, positions, labels, weights };
    },
    cursor: plan.cursor,
    seek: plan.seek,
  };
}
