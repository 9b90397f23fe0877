import { tutorialRatings, tutorials, users } from '@/db/schema';
import type { Ctx } from '@/db/ctx';
import { describeKind, type PlantedData } from '@/lib/features/runs/testing/kind-contract';
import type { Told } from './features';
import { tutorialRankerKind } from './ranker.kind';
import { contentOf, simulate, tellTutorials } from './testing/told-tutorials';

const people = 60;
let told: Told[] | undefined;

/** Replaces all ratings by those of sixty people. */
async function rate(data: PlantedData, ctx: Ctx): Promise<undefined> {
  if (!told) {
    told = await tellTutorials();
  }
  const owner = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
  const person = (index: number) => `person ${index}`;
  for (let i = 0; i < people; i++) {
    await ctx.db
      .insert(users)
      .values({ id: person(i), email: `person${i}@example.org`, name: person(i) })
      .onConflictDoNothing();
  }
  await ctx.db
    .insert(tutorials)
    .values(
      told.map((one, place) => ({
        id: `tutorial ${place}`,
        ownerId: owner,
        slug: `tutorial-${place}`,
        title: one.topic,
        topic: one.topic,
        level: one.level,
        minutes: one.minutes,
        content: contentOf(one),
        contentHash: String(place),
        seed: 1,
      })),
    )
    .onConflictDoNothing();
  await ctx.db.delete(tutorialRatings);
  const rated = simulate(told, people, { shuffled: data === 'shuffled', opposite: data === 'changed' });
  const rows = rated.map(({ rater, stars, place }, index) => ({
    id: `rating ${String(index).padStart(5, '0')}`,
    ownerId: rater,
    tutorialId: `tutorial ${place}`,
    stars,
  }));
  await ctx.db.insert(tutorialRatings).values(rows);
  return undefined;
}

describeKind({ kind: tutorialRankerKind, config: { iterations: 100 }, give: rate });
