package io.m6flow.job.session;

import io.m6flow.job.writing.WriteRequest;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import java.util.ArrayList;
import java.util.List;

/** What leaves in speaking order after one thing that happened. Filled by {@link SpeakingOrder}, then read. */
final class OrderStep {
    final List<ContentDraft> drafts = new ArrayList<>();
    final List<EventOutcome> outcomes = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();

    /** Asked for: of a part that is full, and once all passages have left of the whole; none if nothing was said. */
    final List<WriteRequest> summaries = new ArrayList<>();

    boolean sessionEnded;
}
