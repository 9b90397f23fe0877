CREATE TYPE "public"."genre" AS ENUM('fantasy', 'dark_fantasy', 'sci_fi', 'mystery', 'horror', 'romance', 'adventure', 'thriller');--> statement-breakpoint
CREATE TYPE "public"."story_mode" AS ENUM('checked', 'single');--> statement-breakpoint
CREATE TYPE "public"."story_style" AS ENUM('plain', 'terse', 'lyrical', 'humorous', 'suspenseful', 'dialogue', 'first_person', 'present_tense', 'letter', 'storyteller', 'introspective');--> statement-breakpoint
CREATE TABLE "stories" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"prompt" text NOT NULL,
	"genre" "genre" NOT NULL,
	"style" "story_style" NOT NULL,
	"mode" "story_mode" NOT NULL,
	"seed" bigint NOT NULL,
	"text" text NOT NULL,
	"sentences" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"writer_name" text,
	"writer_version" text,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stories_owner" ON "stories" USING btree ("owner_id","created_at");