package io.m6flow.job.writing;

import io.m6flow.job.event.Rejection;
import io.m6flow.schema.ContentDraft;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a request: a draft, or the reason why there is none. Exactly one of the two is there. */
public record WriteResult(
        WriteRequest request,
        @Nullable ContentDraft draft,
        @Nullable Rejection rejection) {

    static WriteResult written(WriteRequest request, ContentDraft draft) {
        return new WriteResult(request, draft, null);
    }

    static WriteResult failed(WriteRequest request, Rejection rejection) {
        return new WriteResult(request, null, rejection);
    }

    /** Answers with the function that fits. */
    public <R> R fold(Function<ContentDraft, R> written, Function<Rejection, R> failed) {
        if (draft != null) {
            return written.apply(draft);
        }
        if (rejection == null) {
            throw new IllegalStateException("neither draft nor rejection for " + request.contentId());
        }
        return failed.apply(rejection);
    }
}
