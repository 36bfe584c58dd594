package io.m6flow.job.again;

import io.m6flow.generator.Redo;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Turns feedback into the request for the next attempt: the same subject and revision, one attempt more, and so another
 * contentId and other seeds. The same feedback gives the same request, however often it comes.
 */
public final class AskAgain implements MapFunction<Received<ReviewFeedback>, WriteRequest> {
    private static final long serialVersionUID = 1L;

    /** More to choose from than at first, since some may be what was sent back. */
    private static final int CANDIDATES = 4;

    static {
        AvroTrust.establish();
    }

    private final JobClock clock;

    public AskAgain(JobClock clock) {
        this.clock = clock;
    }

    @Override
    public WriteRequest map(Received<ReviewFeedback> received) {
        ReviewFeedback feedback = received.accepted();
        return new WriteRequest(
                blank(feedback),
                Objects.requireNonNullElse(feedback.getSource().getTranscript(), ""),
                CANDIDATES,
                List.of(new EventRef(received.raw(), feedback.getSubject(), true)),
                List.of(),
                List.of(),
                new Redo(feedback.getRefused(), feedback.getWithout(), feedback.getReason()));
    }

    private ContentDraft blank(ReviewFeedback feedback) {
        int attempt = feedback.getAttempt() + 1;
        ContentId id = ContentId.of(
                new TenantId(feedback.getTenant()),
                feedback.getKind(),
                new Subject(feedback.getSubject()),
                feedback.getSubjectRevision(),
                attempt);
        return ContentDraft.newBuilder()
                .setContentId(id.value())
                .setTenant(feedback.getTenant())
                .setKind(feedback.getKind())
                .setSubject(feedback.getSubject())
                .setSubjectRevision(feedback.getSubjectRevision())
                .setAttempt(attempt)
                .setOrderKey(feedback.getOrderKey())
                .setPassageIndex(feedback.getPassageIndex())
                .setSource(feedback.getSource())
                .setTitle(Objects.requireNonNullElse(feedback.getSource().getTitle(), ""))
                .setText("")
                .setPriority(feedback.getPriority())
                .setDeadline(feedback.getDeadline())
                .setCreatedAt(clock.now())
                .build();
    }
}
