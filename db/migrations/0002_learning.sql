CREATE TABLE "checkpoint_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"tutorial_id" text,
	"concept_id" text NOT NULL,
	"question_id" text NOT NULL,
	"answer" text NOT NULL,
	"is_right" boolean NOT NULL,
	"answered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exercise_attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"concept_id" text NOT NULL,
	"code" text NOT NULL,
	"passed" boolean NOT NULL,
	"cases_passed" integer NOT NULL,
	"cases_total" integer NOT NULL,
	"cases" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "solution_views" (
	"owner_id" text NOT NULL,
	"concept_id" text NOT NULL,
	"attempts_before" integer NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "solution_views_owner_id_concept_id_pk" PRIMARY KEY("owner_id","concept_id")
);
--> statement-breakpoint
CREATE TABLE "known_concepts" (
	"owner_id" text NOT NULL,
	"concept_id" text NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_concepts_owner_id_concept_id_pk" PRIMARY KEY("owner_id","concept_id")
);
--> statement-breakpoint
CREATE TABLE "review_cards" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"concept_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"content" jsonb NOT NULL,
	"due" timestamp with time zone NOT NULL,
	"stability" double precision NOT NULL,
	"difficulty" double precision NOT NULL,
	"scheduled_days" integer NOT NULL,
	"learning_steps" integer NOT NULL,
	"reps" integer NOT NULL,
	"lapses" integer NOT NULL,
	"state" text NOT NULL,
	"last_review" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_log" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"card_id" text NOT NULL,
	"rating" text NOT NULL,
	"state" text NOT NULL,
	"due" timestamp with time zone NOT NULL,
	"stability" double precision NOT NULL,
	"difficulty" double precision NOT NULL,
	"reviewed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_readings" (
	"owner_id" text NOT NULL,
	"tutorial_id" text NOT NULL,
	"step_id" text NOT NULL,
	"concept_id" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "step_readings_owner_id_tutorial_id_step_id_pk" PRIMARY KEY("owner_id","tutorial_id","step_id")
);
--> statement-breakpoint
CREATE TABLE "tutorial_progress" (
	"owner_id" text NOT NULL,
	"tutorial_id" text NOT NULL,
	"step_id" text NOT NULL,
	"position" double precision DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tutorial_progress_owner_id_tutorial_id_pk" PRIMARY KEY("owner_id","tutorial_id")
);
--> statement-breakpoint
ALTER TABLE "checkpoint_answers" ADD CONSTRAINT "checkpoint_answers_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint_answers" ADD CONSTRAINT "checkpoint_answers_tutorial_id_tutorials_id_fk" FOREIGN KEY ("tutorial_id") REFERENCES "public"."tutorials"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exercise_attempts" ADD CONSTRAINT "exercise_attempts_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solution_views" ADD CONSTRAINT "solution_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_concepts" ADD CONSTRAINT "known_concepts_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_cards" ADD CONSTRAINT "review_cards_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_log" ADD CONSTRAINT "review_log_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_log" ADD CONSTRAINT "review_log_card_id_review_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."review_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_readings" ADD CONSTRAINT "step_readings_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_readings" ADD CONSTRAINT "step_readings_tutorial_id_tutorials_id_fk" FOREIGN KEY ("tutorial_id") REFERENCES "public"."tutorials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tutorial_progress" ADD CONSTRAINT "tutorial_progress_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tutorial_progress" ADD CONSTRAINT "tutorial_progress_tutorial_id_tutorials_id_fk" FOREIGN KEY ("tutorial_id") REFERENCES "public"."tutorials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checkpoint_answers_owner" ON "checkpoint_answers" USING btree ("owner_id","answered_at");--> statement-breakpoint
CREATE INDEX "checkpoint_answers_question" ON "checkpoint_answers" USING btree ("owner_id","question_id","answered_at");--> statement-breakpoint
CREATE INDEX "exercise_attempts_concept" ON "exercise_attempts" USING btree ("owner_id","concept_id","created_at");--> statement-breakpoint
CREATE INDEX "exercise_attempts_owner" ON "exercise_attempts" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "review_cards_key_unique" ON "review_cards" USING btree ("owner_id","kind","key");--> statement-breakpoint
CREATE INDEX "review_cards_due" ON "review_cards" USING btree ("owner_id","due");--> statement-breakpoint
CREATE INDEX "review_log_owner" ON "review_log" USING btree ("owner_id","reviewed_at");--> statement-breakpoint
CREATE INDEX "review_log_card" ON "review_log" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "step_readings_owner" ON "step_readings" USING btree ("owner_id","read_at");--> statement-breakpoint
CREATE INDEX "tutorial_progress_owner" ON "tutorial_progress" USING btree ("owner_id","updated_at");