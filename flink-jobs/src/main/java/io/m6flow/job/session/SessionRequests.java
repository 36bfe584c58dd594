package io.m6flow.job.session;

import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked to be written for a session: its passages, and a summary of it all. */
final class SessionRequests implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Speech is live: it goes before the catalogue. */
    private static final int PRIORITY = 10;

    /** Passages and windows are written once; a reviewer's wish for another makes a new attempt, not a new revision. */
    private static final long REVISION = 0;

    static final String WHOLE_SESSION = "all";

    private static final String CUT_OFF = "…";

    private final SessionSettings settings;
    private final JobClock clock;

    SessionRequests(SessionSettings settings, JobClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    WriteRequest passage(SessionName name, Passage passage) {
        Source source = Source.newBuilder()
                .setTranscript(passage.text())
                .setProductId(passage.productId())
                .setStartMillis(passage.first().startMillis())
                .setEndMillis(passage.last().endMillis())
                .build();
        ContentDraft blank = blank(name, Kind.SCRIPT, new Subject(name.session() + "#" + passage.name()), source)
                .setPassageIndex(passage.index())
                .setDeadline(deadline(passage.last().event().raw().arrival()))
                .build();
        return new WriteRequest(
                blank,
                passage.text(),
                1,
                passage.segments().stream().map(HeardSegment::event).toList(),
                List.of(),
                List.of());
    }

    /**
     * A summary of what was cleaned.
     *
     * @param window names the part; {@link #WHOLE_SESSION} for all of it
     * @param last the segment that it ends with
     * @param held outcomes that leave with the summary
     */
    WriteRequest summary(SessionName name, String window, SpokenText spoken, EventRef last, List<EventOutcome> held) {
        Source source = Source.newBuilder()
                .setTranscript(capped(spoken.marked()))
                .setStartMillis(spoken.startMillis())
                .setEndMillis(spoken.endMillis())
                .build();
        ContentDraft blank = blank(name, Kind.SUMMARY, Subject.summary(name.session(), window), source)
                .build();
        return new WriteRequest(blank, spoken.text(), 1, List.of(last), held, spoken.products());
    }

    private ContentDraft.Builder blank(SessionName name, Kind kind, Subject subject, Source source) {
        return ContentDraft.newBuilder()
                .setContentId(
                        ContentId.of(name.tenant(), kind, subject, REVISION, 0).value())
                .setTenant(name.tenant().value())
                .setKind(kind)
                .setSubject(subject.value())
                .setSubjectRevision(REVISION)
                .setOrderKey(name.orderKey())
                .setSource(source)
                .setText("")
                .setPriority(PRIORITY)
                .setCreatedAt(clock.now());
    }

    private @Nullable Instant deadline(Instant arrival) {
        Duration budget = settings.liveBudget();
        return budget == null ? null : arrival.plus(budget);
    }

    private String capped(String transcript) {
        int limit = settings.summing().transcriptCharacters();
        return transcript.length() <= limit ? transcript : transcript.substring(0, limit) + CUT_OFF;
    }
}
