CREATE TABLE "job_schedules" (
	"queue" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"cron" text NOT NULL,
	"timezone" text NOT NULL,
	"input" jsonb,
	"catch_up" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_schedules_queue_key_pk" PRIMARY KEY("queue","key")
);
