CREATE TABLE "story_style_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"base" "story_style" NOT NULL,
	"openings" jsonb NOT NULL,
	"asides" jsonb NOT NULL,
	"closings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "fine_tunes" ADD COLUMN "job_id" text;--> statement-breakpoint
ALTER TABLE "story_style_sets" ADD CONSTRAINT "story_style_sets_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "story_style_sets_name" ON "story_style_sets" USING btree ("owner_id","name");