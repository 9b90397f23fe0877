CREATE TYPE "public"."example_state" AS ENUM('collected', 'below_threshold', 'near_duplicate', 'no_text', 'discarded');--> statement-breakpoint
CREATE TYPE "public"."training_voice" AS ENUM('composer', 'writer', 'own', 'pulled', 'person');--> statement-breakpoint
CREATE TABLE "auto_training_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"plan" jsonb NOT NULL,
	"job_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"seconds" double precision DEFAULT 0 NOT NULL,
	"live" jsonb,
	"ended_early" text
);
--> statement-breakpoint
CREATE TABLE "auto_training_schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"hour" integer NOT NULL,
	"minute" integer NOT NULL,
	"timezone" text NOT NULL,
	"budget_minutes" integer NOT NULL,
	"genres" jsonb NOT NULL,
	"num_examples" integer NOT NULL,
	"store_in_memory" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blind_comparisons" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"fine_tune_id" text,
	"pairs" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "fine_tunes" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"run_id" text,
	"source" text NOT NULL,
	"examples" integer NOT NULL,
	"model_version" text,
	"outcome" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "genre_presets" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"genres" jsonb NOT NULL,
	"num_examples" integer NOT NULL,
	"store_in_memory" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "story_prompts" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"genre" "genre" NOT NULL,
	"prompt" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_examples" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"batch_id" text,
	"position" integer,
	"voice" "training_voice" NOT NULL,
	"model_name" text,
	"model_version" text,
	"genre" "genre",
	"style" "story_style",
	"prompt" text NOT NULL,
	"text" text NOT NULL,
	"plan" jsonb,
	"sentences" jsonb,
	"settings" jsonb NOT NULL,
	"score" double precision,
	"parts" jsonb,
	"estimator" text,
	"state" "example_state" NOT NULL,
	"reason" text,
	"weight" integer DEFAULT 1 NOT NULL,
	"edited" boolean DEFAULT false NOT NULL,
	"signature" "bytea",
	"vector" "bytea",
	"milliseconds" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "story_memories" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"example_id" text,
	"prompt" text NOT NULL,
	"genre" "genre" NOT NULL,
	"text" text NOT NULL,
	"given" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auto_training_batches" ADD CONSTRAINT "auto_training_batches_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auto_training_schedules" ADD CONSTRAINT "auto_training_schedules_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_comparisons" ADD CONSTRAINT "blind_comparisons_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_comparisons" ADD CONSTRAINT "blind_comparisons_fine_tune_id_fine_tunes_id_fk" FOREIGN KEY ("fine_tune_id") REFERENCES "public"."fine_tunes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fine_tunes" ADD CONSTRAINT "fine_tunes_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "genre_presets" ADD CONSTRAINT "genre_presets_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_prompts" ADD CONSTRAINT "story_prompts_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_examples" ADD CONSTRAINT "training_examples_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_examples" ADD CONSTRAINT "training_examples_batch_id_auto_training_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."auto_training_batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_memories" ADD CONSTRAINT "story_memories_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_memories" ADD CONSTRAINT "story_memories_example_id_training_examples_id_fk" FOREIGN KEY ("example_id") REFERENCES "public"."training_examples"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auto_training_batches_owner" ON "auto_training_batches" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "auto_training_schedules_owner" ON "auto_training_schedules" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "blind_comparisons_owner" ON "blind_comparisons" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "fine_tunes_owner" ON "fine_tunes" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "genre_presets_name" ON "genre_presets" USING btree ("owner_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "story_prompts_once" ON "story_prompts" USING btree ("owner_id","genre","prompt");--> statement-breakpoint
CREATE INDEX "training_examples_owner" ON "training_examples" USING btree ("owner_id","state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "training_examples_place" ON "training_examples" USING btree ("batch_id","position");--> statement-breakpoint
CREATE INDEX "story_memories_owner" ON "story_memories" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "story_memories_example" ON "story_memories" USING btree ("example_id");