-- One row a place (tenant, kind, subject): its newest content, or the tombstone of it.
create table content (
  tenant           text        not null,
  kind             text        not null,
  subject          text        not null,
  -- Only ever rises.
  publish_sequence bigint      not null,
  -- A tombstone: it keeps older content from coming back.
  retracted        boolean     not null,
  text             text,
  title            text        not null,
  product_id       text,
  passage_index    integer,
  -- Within the live session.
  start_millis     bigint,
  end_millis       bigint,
  content_id       text        not null,
  decision_id      text        not null,
  subject_revision bigint      not null,
  attempt          integer     not null,
  -- RAW_TRANSCRIPT: recognised speech, which bears no label.
  origin           text,
  ai_label         text,
  -- What GB 45438-2025 asks to travel with generated text, in the metadata's own names.
  aigc             jsonb,
  -- When it was published or retracted.
  published_at     timestamptz not null,
  -- When this row was last written, for those who fetch what has changed since.
  written_at       timestamptz not null default now(),
  primary key (tenant, kind, subject),
  constraint a_tombstone_has_no_text check (retracted = (text is null))
);

create index content_by_time on content (published_at);
create index content_by_product on content (tenant, product_id) where product_id is not null;
create index content_by_writing on content (written_at);

-- What the world sees.
create view published as
select tenant, kind, subject, publish_sequence, text, title, product_id, passage_index, start_millis, end_millis,
       content_id, decision_id, subject_revision, attempt, origin, ai_label, aigc, published_at, written_at
from content
where not retracted;
