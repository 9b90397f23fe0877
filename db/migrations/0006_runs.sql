CREATE TYPE "public"."model_kind" AS ENUM('decoder', 'encoder', 'quality', 'ranker');--> statement-breakpoint
CREATE TYPE "public"."model_stage" AS ENUM('candidate', 'active', 'archived');--> statement-breakpoint
CREATE TYPE "public"."run_order" AS ENUM('pause', 'cancel');--> statement-breakpoint
CREATE TYPE "public"."run_phase" AS ENUM('preparing', 'training', 'exporting', 'evaluating', 'comparing');--> statement-breakpoint
CREATE TYPE "public"."run_state" AS ENUM('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."training_kind" AS ENUM('writer', 'embedder', 'quality', 'tutorial-ranker');--> statement-breakpoint
CREATE TABLE "model_answers" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"answers" integer DEFAULT 0 NOT NULL,
	"errors" integer DEFAULT 0 NOT NULL,
	"buckets" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_answers_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "model_promotions" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" text,
	"previous" text,
	"reason" text NOT NULL,
	"comparison" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"number" integer NOT NULL,
	"kind" "model_kind" NOT NULL,
	"stage" "model_stage" DEFAULT 'candidate' NOT NULL,
	"parent" text,
	"run_id" text,
	"origin" text,
	"data_sha256" text,
	"sha256" text,
	"files" jsonb NOT NULL,
	"bytes" bigint NOT NULL,
	"metrics" jsonb NOT NULL,
	"comparison" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "models" (
	"name" text PRIMARY KEY NOT NULL,
	"owner_id" text,
	"training_kind" "training_kind" NOT NULL,
	"next_number" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_points" (
	"run_id" text NOT NULL,
	"step" integer NOT NULL,
	"values" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "training_points_run_id_step_pk" PRIMARY KEY("run_id","step")
);
--> statement-breakpoint
CREATE TABLE "training_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"model_owner_id" text,
	"kind" "training_kind" NOT NULL,
	"model" text NOT NULL,
	"title" text,
	"state" "run_state" DEFAULT 'queued' NOT NULL,
	"phase" "run_phase",
	"config" jsonb NOT NULL,
	"seed" bigint NOT NULL,
	"parent" text,
	"cloned_from" text,
	"replay_of" text,
	"data_sha256" text,
	"counts" jsonb,
	"estimate" jsonb,
	"progress" double precision DEFAULT 0 NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"steps" integer,
	"seconds_left" double precision,
	"log" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"samples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"order" "run_order",
	"job_id" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	"versions" jsonb,
	"cpu_seconds" double precision DEFAULT 0 NOT NULL,
	"sha256" text,
	"version" text,
	"metrics" jsonb,
	"comparison" jsonb,
	"replay" jsonb,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "model_promotions" ADD CONSTRAINT "model_promotions_name_models_name_fk" FOREIGN KEY ("name") REFERENCES "public"."models"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_name_models_name_fk" FOREIGN KEY ("name") REFERENCES "public"."models"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_points" ADD CONSTRAINT "training_points_run_id_training_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."training_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_runs" ADD CONSTRAINT "training_runs_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_runs" ADD CONSTRAINT "training_runs_model_owner_id_users_id_fk" FOREIGN KEY ("model_owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_promotions_name" ON "model_promotions" USING btree ("name","at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_number" ON "model_versions" USING btree ("name","number");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_run" ON "model_versions" USING btree ("run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_active" ON "model_versions" USING btree ("name") WHERE stage = 'active';--> statement-breakpoint
CREATE INDEX "models_owner" ON "models" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "training_runs_owner" ON "training_runs" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "training_runs_state" ON "training_runs" USING btree ("state","queued_at");--> statement-breakpoint
CREATE INDEX "training_runs_model" ON "training_runs" USING btree ("model","created_at");